/** What is said aloud of a code: when it comes and when it ends, not each second of it. */
import { useEffect, useRef } from 'react';
import { useAnnouncer } from '../announce/announcer.tsx';
import { readableNumber } from '../phase/number.ts';
import type { Speech } from '../words/language.tsx';
import type { CodeView } from './code-view.ts';
import type { TypedView } from './typed-view.ts';

const secondsTo = (end: string, now: number) => Math.max(0, Math.ceil((Date.parse(end) - now) / 1_000));

/** @param was what stood there before; null: the page has just begun to show it */
export function qrAloud(
  was: CodeView | null,
  view: CodeView,
  now: number,
  { t }: Pick<Speech, 't'>,
): string | null {
  switch (view.kind) {
    case 'live': {
      const { attempt, of, expiresAt, image } = view.qr;
      if (was?.kind === 'live' && was.qr.image === image) return null;
      const s = secondsTo(expiresAt, now);
      return attempt === null || of === null
        ? t('pairing.newCodeOfNoNumber', { s })
        : t('pairing.newCodeAloud', { attempt, of, s });
    }
    case 'next':
    case 'unheard':
      return was?.kind === 'live' ? t('pairing.expiredAloud') : null;
    case 'ran-out': {
      if (was === null || was.kind === 'ran-out') return null;
      const over = t('cause.qr_timeout.title');
      return was.kind === 'live' ? `${t('pairing.expiredAloud')}. ${over}` : over;
    }
    default:
      return null;
  }
}

/** Of a code that is typed. */
export function typedAloud(
  was: TypedView | null,
  typed: TypedView,
  now: number,
  { t }: Pick<Speech, 't'>,
): string | null {
  if (typed.kind === 'live') {
    if (was?.kind === 'live' && was.code === typed.code) return null;
    const number = readableNumber(typed.phone);
    return t('pairing.newPairingCode', { number, s: secondsTo(typed.expiresAt, now) });
  }
  return typed.kind === 'over' && was?.kind === 'live' ? t('pairing.expiredAloud') : null;
}

/**
 * Asks for the words whenever `key` changes, and says them.
 * @param now null: what holds is not known, so nothing is said, and what was shown before stays in mind
 */
export function useCodeVoice<View>(
  key: string,
  view: View,
  now: number | null,
  words: (was: View | null, at: number) => string | null,
) {
  const { say } = useAnnouncer();
  const latest = useRef({ view, now, words });
  useEffect(() => {
    latest.current = { view, now, words };
  });
  const was = useRef<View | null>(null);
  const known = now !== null;
  useEffect(() => {
    const { view: shown, now: at, words: wordsOf } = latest.current;
    if (!known || at === null) return;
    const said = wordsOf(was.current, at);
    was.current = shown;
    if (said !== null) say(said);
  }, [key, known, say]);
}
