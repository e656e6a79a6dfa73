/** Whether the list flies by faster than anybody reads: rows made meanwhile are only begun. */

/** Some seven screens a second. */
const flyingPxPerS = 6_000;
/** So long after the last fast step it has landed. */
const landedMs = 120;

export interface Flight {
  flying(): boolean;
  follow(listener: () => void): () => void;
  /** The page was scrolled to `px`, at `now` ms. */
  moved(px: number, now: number): void;
}

export function createFlight(): Flight {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: { px: number; at: number } | null = null;
  const land = () => {
    timer = undefined;
    for (const listener of listeners) listener();
  };
  return {
    flying: () => timer !== undefined,
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    moved(px, now) {
      const before = last;
      last = { px, at: now };
      // One jump, as a key makes it, has no speed.
      if (!before || now - before.at > landedMs || now <= before.at) return;
      if ((Math.abs(px - before.px) / (now - before.at)) * 1_000 < flyingPxPerS) return;
      clearTimeout(timer);
      timer = setTimeout(land, landedMs);
    },
  };
}

const page = createFlight();
let followed = false;

/** That of this page. */
export function pageFlight(): Flight {
  if (!followed) {
    followed = true;
    const moved = () => page.moved(window.scrollY, performance.now());
    // Before the list makes the rows of where it is now.
    window.addEventListener('scroll', moved, { capture: true, passive: true });
  }
  return page;
}
