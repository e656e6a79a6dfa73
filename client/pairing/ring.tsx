import type { RefObject } from 'react';
import classes from './ring.module.css';

/** A rounded square whose edge is the time that is left; the part that is left is set from outside, each frame. */
export function Ring({ edge, live }: { edge: RefObject<SVGPathElement | null>; live: boolean }) {
  // From the middle of the top, clockwise; a length of 100 makes parts per cent.
  const path = 'M50 1H88A11 11 0 0 1 99 12V88A11 11 0 0 1 88 99H12A11 11 0 0 1 1 88V12A11 11 0 0 1 12 1Z';
  return (
    <svg className={classes.ring} viewBox="0 0 100 100" aria-hidden>
      <path d={path} className={classes.track} />
      {live && (
        <path ref={edge} d={path} pathLength={100} className={classes.left} strokeDasharray="100 100" />
      )}
    </svg>
  );
}
