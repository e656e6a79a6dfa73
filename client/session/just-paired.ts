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

type Known = Pick<SessionState, 'phase' | 'jid' | 'lastJid' | 'scannedAt'>;

export interface Watched {
  /** A pairing was seen that has not ended. */
  pairs: boolean;
  /** The number it had last. */
  old: string | null;
}

/** What a state makes of what was seen before. `ended`: it ended well, and `before` is the number if it was another. */
export function watchPairing(
  { pairs, old }: Watched,
  { phase, jid, lastJid, scannedAt }: Known,
): { watched: Watched; ended: { before: string | null } | null } {
  if (phase === 'pairing' || (phase === 'connecting' && scannedAt !== null)) {
    return { watched: { pairs: true, old: old ?? lastJid }, ended: null };
  }
  if (phase === 'connecting') return { watched: { pairs, old }, ended: null };
  if (phase !== 'online') return { watched: { pairs: false, old }, ended: null };
  const other = old && jid && digitsOf(old) !== digitsOf(jid) ? old : null;
  return { watched: { pairs: false, old: jid ?? old }, ended: pairs ? { before: other } : null };
}

export function useJustPaired(state: SessionState): JustPaired {
  const [result, setResult] = useState<JustPaired>(nothing);
  const watched = useRef<Watched>({ pairs: false, old: state.lastJid });
  const { phase, jid, lastJid, scannedAt } = state;
  useEffect(() => {
    const { watched: now, ended } = watchPairing(watched.current, { phase, jid, lastJid, scannedAt });
    watched.current = now;
    if (ended) setResult({ done: true, here: true, before: ended.before });
  }, [phase, jid, lastJid, scannedAt]);
  useEffect(() => {
    if (!result.done) return;
    const timer = setTimeout(() => setResult((was) => ({ ...was, done: false })), shownMs);
    return () => clearTimeout(timer);
  }, [result.done]);
  return phase === 'online' ? result : nothing;
}
