import { lazy, memo, Suspense, useEffect, useRef, useState } from 'react';
import { fullMoment } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import classes from './row-seen.module.css';

const SeenMoment = lazy(() => import('./seen-moment.tsx'));

/** When a session was last seen; the whole moment under a pointer, with the focus or after a tap, and not made before. */
export const RowSeen = memo(function RowSeen({ at, children }: { at: number; children: string }) {
  const { language } = useCopy();
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const ask = () => setAsked(true);
  const leave = () => setAsked(false);
  useEffect(() => {
    if (!asked) return;
    // A tap elsewhere: not every browser gives a button the focus that it could lose.
    const away = ({ target }: PointerEvent) =>
      target instanceof Node && button.current?.contains(target) ? undefined : setAsked(false);
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [asked]);
  const time = <time dateTime={new Date(at).toISOString()}>{children}</time>;
  const whole = asked ? fullMoment(at, language) : '';
  return (
    <button
      ref={button}
      type="button"
      tabIndex={-1}
      className={classes.seen}
      aria-label={asked ? `${children}: ${whole}` : undefined}
      onPointerEnter={ask}
      onPointerLeave={leave}
      onFocus={ask}
      onBlur={leave}
      onClick={ask}
    >
      {asked ? (
        <Suspense fallback={time}>
          <SeenMoment whole={whole}>{time}</SeenMoment>
        </Suspense>
      ) : (
        time
      )}
    </button>
  );
});
