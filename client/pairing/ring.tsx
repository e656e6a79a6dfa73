import type { RefObject } from 'react';
import classes from './ring.module.css';

const strokePx = 4;
const cornerPx = 44;

/** From the middle of the top, clockwise. */
function edgeOf(side: number): string {
  const near = strokePx / 2;
  const far = side - near;
  const radius = Math.min(cornerPx, side / 5);
  const turn = `A${radius} ${radius} 0 0 1`;
  return [
    `M${side / 2} ${near}H${far - radius}${turn} ${far} ${near + radius}`,
    `V${far - radius}${turn} ${far - radius} ${far}`,
    `H${near + radius}${turn} ${near} ${far - radius}`,
    `V${near + radius}${turn} ${near + radius} ${near}Z`,
  ].join('');
}

interface Props {
  /** Gets the part that is left, in per cent of its length, as its dash: set from outside, each frame. */
  edge: RefObject<SVGPathElement | null>;
  live: boolean;
  side: number;
}

/** A rounded square whose edge is the time that is left. */
export function Ring({ edge, live, side }: Props) {
  const path = edgeOf(side);
  return (
    <svg className={classes.ring} viewBox={`0 0 ${side} ${side}`} width={side} height={side} aria-hidden>
      <path d={path} className={classes.track} />
      {live && (
        <path ref={edge} d={path} pathLength={100} className={classes.left} strokeDasharray="100 100" />
      )}
    </svg>
  );
}
