/** Many changes, one render: listeners are told at most once a frame. */

export interface Frame {
  touch(): void;
  follow(listener: () => void): () => void;
}

/** A page in the background gets no frames; its title still has to be true. */
const hiddenMs = 250;

export function createFrame(): Frame {
  const listeners = new Set<() => void>();
  let waiting = false;
  const tell = () => {
    if (!waiting) return;
    waiting = false;
    for (const listener of listeners) listener();
  };
  return {
    touch() {
      if (waiting) return;
      waiting = true;
      if (document.visibilityState === 'visible') requestAnimationFrame(tell);
      // Frames stop when the page is hidden after they were asked for.
      setTimeout(tell, hiddenMs);
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
