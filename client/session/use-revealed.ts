import { useCallback, useEffect, useState } from 'react';
import type { RevealData } from '../../contract/session-bodies.ts';
import { useTick } from '../time/ticker.ts';

/** A secret stays on the screen for this long. */
export const shownMs = 30_000;

export interface Revealed {
  values: RevealData | null;
  /** Whole seconds until it is gone. */
  secondsLeft: number;
  /** False: nobody looks at the page just now, and nothing is shown. */
  show: (values: RevealData) => boolean;
  hide: () => void;
}

const looking = () => document.visibilityState === 'visible' && document.hasFocus();

/** Secrets for a moment: gone after their time, and as soon as anybody looks away from the page. */
export function useRevealed(): Revealed {
  const [held, setHeld] = useState<{ values: RevealData; until: number } | null>(null);
  const hide = useCallback(() => setHeld(null), []);
  const show = useCallback((values: RevealData) => {
    if (!looking()) return false;
    setHeld({ values, until: Date.now() + shownMs });
    return true;
  }, []);
  useTick(held !== null);
  const leftMs = held === null ? 0 : held.until - Date.now();
  useEffect(() => {
    if (held === null) return;
    const timer = setTimeout(hide, Math.max(0, held.until - Date.now()));
    return () => clearTimeout(timer);
  }, [held, hide]);
  // Heard all the time: somebody may look away between the answer and the next frame.
  useEffect(() => {
    const away = () => document.visibilityState === 'hidden' && hide();
    window.addEventListener('blur', hide);
    window.addEventListener('pagehide', hide);
    document.addEventListener('visibilitychange', away);
    return () => {
      window.removeEventListener('blur', hide);
      window.removeEventListener('pagehide', hide);
      document.removeEventListener('visibilitychange', away);
    };
  }, [hide]);
  return {
    // A clock that was set, or a machine that slept, must not leave it standing.
    values: leftMs > 0 && leftMs <= shownMs ? (held?.values ?? null) : null,
    secondsLeft: Math.ceil(leftMs / 1_000),
    show,
    hide,
  };
}
