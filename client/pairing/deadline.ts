/** The seconds that are left of something, by the server's clock, true to the moment it ends. */
import { useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

export interface Left {
  /** Whole seconds, rounded up; null: over, or not to be trusted. */
  seconds: number | null;
  /** The server's time as it was when `seconds` was read; null while it is not to be trusted. */
  now: number | null;
}

/**
 * Looks before each paint, at the exact end, and whenever the page comes back. `onFrame` gets the ms left (0 when
 * over) without a render: a ring follows it.
 */
export function useLeft(
  expiresAt: number | null,
  clock: () => number | null,
  onFrame?: (leftMs: number) => void,
): Left {
  const read = (): Left => {
    const now = clock();
    const left = now === null || expiresAt === null ? 0 : expiresAt - now;
    return { seconds: left > 0 ? Math.ceil(left / 1_000) : null, now };
  };
  const [shown, setShown] = useState(read);
  const follow = useRef(onFrame);
  useLayoutEffect(() => {
    follow.current = onFrame;
  });
  useLayoutEffect(() => {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: Left | null = null;
    const look = (atOnce: boolean) => {
      const now = clock();
      const left = now === null || expiresAt === null ? 0 : Math.max(0, expiresAt - now);
      follow.current?.(left);
      const next = { seconds: left > 0 ? Math.ceil(left / 1_000) : null, now };
      if (last && next.seconds === last.seconds && (next.now === null) === (last.now === null)) return;
      last = next;
      // What has ended leaves the page before this frame is painted.
      if (atOnce) flushSync(() => setShown(next));
      else setShown(next);
    };
    const paint = () => {
      look(true);
      frame = requestAnimationFrame(paint);
    };
    // A page in the background gets no frames; its code must end on time all the same.
    const arm = () => {
      const now = clock();
      const left = now === null || expiresAt === null ? 1_000 : expiresAt - now;
      timer = setTimeout(
        () => {
          look(true);
          arm();
        },
        left > 0 ? Math.min(left, 1_000) : 1_000,
      );
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
  }, [expiresAt, clock]);
  return shown;
}
