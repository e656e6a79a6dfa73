/** Follows the time that is left of something until its end, by the server's clock. */
export interface Left {
  /** Whole seconds, rounded up; null: over, or not to be trusted. */
  seconds: number | null;
  /** The server's time as it was when `seconds` was read; null while it is not to be trusted. */
  now: number | null;
}

/** At least this often, also where there is no end to wait for or the page is in the background. */
const lookMs = 1_000;

export function readLeft(endsAt: number | null, now: number | null): Left & { ms: number } {
  const ms = now === null || endsAt === null ? 0 : Math.max(0, endsAt - now);
  return { seconds: ms > 0 ? Math.ceil(ms / 1_000) : null, now, ms };
}

interface Followers {
  /** Something that is shown is different; `atOnce`: before this frame is painted. */
  onChange: (left: Left, atOnce: boolean) => void;
  /** The ms left, 0 when over. */
  onFrame: (leftMs: number) => void;
}

/** Looks before each paint, at the exact end, and whenever the page comes back, until the answer is called. */
export function watchEnd(
  endsAt: number | null,
  clock: () => number | null,
  { onChange, onFrame }: Followers,
): () => void {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Left | null = null;
  const look = (atOnce: boolean) => {
    const { ms, ...next } = readLeft(endsAt, clock());
    onFrame(ms);
    if (last && next.seconds === last.seconds && (next.now === null) === (last.now === null)) return;
    last = next;
    onChange(next, atOnce);
  };
  const paint = () => {
    look(true);
    frame = requestAnimationFrame(paint);
  };
  // A page in the background gets no frames; its code must end on time all the same.
  const arm = () => {
    const { ms } = readLeft(endsAt, clock());
    const act = () => {
      look(true);
      arm();
    };
    timer = setTimeout(act, ms > 0 ? Math.min(ms, lookMs) : lookMs);
  };
  const back = () => look(true);
  look(false);
  frame = requestAnimationFrame(paint);
  arm();
  document.addEventListener('visibilitychange', back);
  window.addEventListener('pageshow', back);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', back);
    window.removeEventListener('pageshow', back);
  };
}
