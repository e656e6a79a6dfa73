/** What is said aloud of a code: when it comes and when it ends, not each second of it. */
import { useEffect, useRef } from 'react';
import { useAnnouncer } from '../announce/announcer.tsx';
import type { Speech } from '../words/language.tsx';
import type { CodeView } from './code-view.ts';

const secondsTo = (end: string, now: number) => Math.max(0, Math.ceil((Date.parse(end) - now) / 1_000));

/** @param was what stood there before; null: the page has just begun to show it */
export function qrAloud(
  was: CodeView['kind'] | null,
  view: CodeView,
  now: number,
  { t }: Pick<Speech, 't'>,
): string | null {
  switch (view.kind) {
    case 'live': {
      const { attempt, of, expiresAt } = view.qr;
      const s = secondsTo(expiresAt, now);
      return attempt === null || of === null
        ? t('pairing.newCodeOfNoNumber', { s })
        : t('pairing.newCodeAloud', { attempt, of, s });
    }
    case 'next':
    case 'unheard':
      return was === 'live' ? t('pairing.expiredAloud') : null;
    case 'ran-out': {
      if (was === null || was === 'ran-out') return null;
      const over = t('cause.qr_timeout.title');
      return was === 'live' ? `${t('pairing.expiredAloud')}. ${over}` : over;
    }
    default:
      return null;
  }
}

/** Of a code that is typed. `live`: it holds, and may be shown. */
export type Typed = { kind: 'live'; number: string; expiresAt: string } | { kind: 'over' | 'hidden' };

export function typedAloud(
  was: Typed['kind'] | null,
  typed: Typed,
  now: number,
  { t }: Pick<Speech, 't'>,
): string | null {
  if (typed.kind === 'live') {
    return t('pairing.newPairingCode', { number: typed.number, s: secondsTo(typed.expiresAt, now) });
  }
  return typed.kind === 'over' && was === 'live' ? t('pairing.expiredAloud') : null;
}

/** Asks for the words whenever `key` changes, and says them. */
export function useCodeVoice<Kind>(key: string, kind: Kind, words: (was: Kind | null) => string | null) {
  const { say } = useAnnouncer();
  const latest = useRef({ kind, words });
  useEffect(() => {
    latest.current = { kind, words };
  });
  const was = useRef<Kind | null>(null);
  useEffect(() => {
    const said = latest.current.words(was.current);
    was.current = latest.current.kind;
    if (said !== null) say(said);
  }, [key, say]);
}
