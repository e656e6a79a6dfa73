import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import classes from './code-frame.module.css';

/** Keeps a square as wide as there is room, and says how wide. */
export function CodeFrame({
  ring,
  children,
}: {
  ring: (side: number) => ReactNode;
  children: (room: { wantedPx: number; roomPx: number }) => ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setWidth(box.current?.clientWidth ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const wide = width >= 400;
  return (
    <div ref={box} className={classes.frame} data-code-frame>
      {width > 0 && ring(width)}
      <div className={classes.paper}>
        {width > 0 && children({ wantedPx: wide ? 343 : 264, roomPx: width - (wide ? 20 : 12) })}
      </div>
    </div>
  );
}
