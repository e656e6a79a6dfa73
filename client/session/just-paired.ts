/** A pairing that ended well while somebody looked: said for a moment before the online page takes over. */
import { useEffect, useRef, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { digitsOf } from '../phase/number.ts';

const shownMs = 4_000;

export interface JustPaired {
  /** For a moment. */
  done: boolean;
  /** It was paired while this page was open. */
  here: boolean;
  /** The number it had before, if this is another one; stays until the page is left. */
  before: string | null;
}

const nothing: JustPaired = { done: false, here: false, before: null };

export function useJustPaired(state: SessionState): JustPaired {
  const [result, setResult] = useState<JustPaired>(nothing);
  const pairing = useRef(false);
  const old = useRef(state.lastJid);
  const { phase, jid, lastJid, scannedAt } = state;
  useEffect(() => {
    if (phase === 'pairing' || (phase === 'connecting' && scannedAt !== null)) {
      pairing.current = true;
      old.current ??= lastJid;
      return;
    }
    if (phase === 'connecting') return;
    if (phase === 'online' && pairing.current) {
      const other = old.current && jid && digitsOf(old.current) !== digitsOf(jid) ? old.current : null;
      setResult({ done: true, here: true, before: other });
    }
    pairing.current = false;
  }, [phase, jid, lastJid, scannedAt]);
  useEffect(() => {
    if (!result.done) return;
    const timer = setTimeout(() => setResult((was) => ({ ...was, done: false })), shownMs);
    return () => clearTimeout(timer);
  }, [result.done]);
  return phase === 'online' ? result : nothing;
}
