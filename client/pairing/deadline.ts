/** The seconds that are left of something, by the server's clock, true to the moment it ends. */
import { useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { readLeft, watchEnd, type Left } from './watch-end.ts';

/** `onFrame` gets the ms left (0 when over) without a render: a ring follows it. */
export function useLeft(
  expiresAt: number | null,
  clock: () => number | null,
  onFrame?: (leftMs: number) => void,
): Left {
  const [shown, setShown] = useState<Left>(() => readLeft(expiresAt, clock()));
  const follow = useRef(onFrame);
  useLayoutEffect(() => {
    follow.current = onFrame;
  });
  useLayoutEffect(
    () =>
      watchEnd(expiresAt, clock, {
        onFrame: (leftMs) => follow.current?.(leftMs),
        // What has ended leaves the page before this frame is painted.
        onChange: (left, atOnce) => (atOnce ? flushSync(() => setShown(left)) : setShown(left)),
      }),
    [expiresAt, clock],
  );
  return shown;
}
