/** What goes on with a session now, and what next: the two lines of its row. */
import type { SessionState } from '../../contract/session.ts';
import { ago, clockTime, countdown, longSpan, moment } from '../time/words.ts';
import type { CopyKey } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';

export interface NowWords {
  now: string;
  next: string | null;
  /** The same in one short line, beside the phase's word. */
  short: string;
}

/** The cause's title and next step in the person's language; empty where there is no cause. */
export function causeWords(
  state: SessionState,
  at: number,
  { t, language }: Speech,
): { title: string; next: string } {
  const { cause } = state;
  if (!cause) return { title: '', next: '' };
  if (cause.by !== null && loggedOutByAdmin(state)) {
    return { title: t('cause.loggedOut.title', { name: cause.by }), next: t('cause.loggedOut.next') };
  }
  if (cause.code === 'by_admin') {
    const title = cause.by === null ? t('cause.switchedOff') : t('cause.by_admin.title', { name: cause.by });
    return { title, next: t('cause.by_admin.next') };
  }
  if (cause.code === 'temporary_ban') {
    const next = cause.until
      ? t('cause.temporary_ban.next', { until: moment(Date.parse(cause.until), at, language) })
      : t('cause.temporary_ban.nextUnknown');
    return { title: t('cause.temporary_ban.title'), next };
  }
  return { title: t(`cause.${cause.code}.title` as CopyKey), next: t(`cause.${cause.code}.next` as CopyKey) };
}

/**
 * Whoever disconnects a session leaves it its phone; a logout takes the phone, and the session is off in the same
 * moment. Where the phone was gone before, only its codes were stopped, and it was off some time later.
 */
export const loggedOutByAdmin = ({ phase, phaseSince, jid, lastJid, cause }: SessionState): boolean =>
  phase === 'offline' &&
  cause?.code === 'by_admin' &&
  cause.since === phaseSince &&
  jid === null &&
  lastJid !== null;

/**
 * `at`: the server's time, ms; `sure`: it is the server's indeed. `lastSeen`: when it was last seen, if all this is only
 * last known; null: it is not.
 */
export function nowWords(
  state: SessionState,
  at: number,
  lastSeen: number | null,
  speech: Speech,
  sure = true,
): NowWords {
  const { t, language } = speech;
  const old = lastSeen !== null;
  const since = Date.parse(state.phaseSince);
  const one = (now: string, next: string | null = null, short = now): NowWords => ({ now, next, short });
  const fall = () => {
    const { title, next } = causeWords(state, at, speech);
    const when = moment(Date.parse(state.cause?.since ?? state.phaseSince), at, language);
    return title === ''
      ? one(t('list.since', { when }))
      : one(`${title}, ${when}`, gaveUp(state, speech) ?? firstSentence(next), lowerFirst(title));
  };
  switch (state.phase) {
    case 'online': {
      const span = longSpan((lastSeen ?? at) - since, language);
      return old
        ? one(t('list.wasOnline', { for: span }), null, t('list.thenSpan', { span }))
        : one(t('list.onlineFor', { for: span }), null, span);
    }
    case 'pairing':
      return pairingWords(state, at, lastSeen ?? (sure ? null : codeFrom(state)), speech);
    case 'connecting':
      if (state.scannedAt) return one(t('pairing.scanned'), t('pairing.keepOpen'));
      return one(t('list.connectSent', { ago: ago(since, at, language) }));
    case 'reconnecting': {
      const { title, next } = causeWords(state, at, speech);
      const when = old ? clockTime(since) : ago(since, at, language);
      const now = title === '' ? t('list.reconnectingSince', { when }) : `${title} ${when}`;
      return one(now, old ? t('list.cameBackUnknown') : firstSentence(next), lowerFirst(now));
    }
    case 'stopping': {
      const { title } = causeWords(state, at, speech);
      const time = state.pairingEndsAt ? clockTime(Date.parse(state.pairingEndsAt), true) : '–';
      return one(
        title || t('list.stopped'),
        t('list.codesEnd', { time }),
        lowerFirst(t('list.codesEnd', { time })),
      );
    }
    case 'logged-out':
    case 'needs-attention':
      return fall();
    case 'offline':
      return state.cause
        ? fall()
        : one(t(state.lastJid || state.jid ? 'list.notConnected' : 'list.neverPaired'));
  }
}

/** Heliograph tried, and does not any more: the steps on the session's page are what is left. */
function gaveUp({ phase, recovery }: SessionState, { n }: Speech): string | null {
  if (phase !== 'needs-attention' || !recovery || recovery.attempt === 0) return null;
  return recovery.nextAttemptAt === null ? n('list.triedTimes', recovery.attempt) : null;
}

/** Since when a code is up: all that can be said of it without a clock to count it down by. */
const codeFrom = ({ qr, phaseSince }: SessionState) => Date.parse(qr?.issuedAt ?? phaseSince);

function pairingWords(state: SessionState, at: number, shownAt: number | null, speech: Speech): NowWords {
  const { t } = speech;
  if (shownAt !== null) {
    const time = clockTime(shownAt);
    return { now: t('list.codeShownAt', { time }), next: t('list.hiddenUntil'), short: t('list.codeHidden') };
  }
  const { qr, pairingCode } = state;
  const left = qr ? Date.parse(qr.expiresAt) - at : 0;
  const stops = state.idleStopsAt
    ? Math.max(0, Math.ceil((Date.parse(state.idleStopsAt) - at) / 1_000))
    : null;
  const next = stops === null ? t('list.scanIt') : t('pairing.nobody', { s: stops });
  if (pairingCode && Date.parse(pairingCode.expiresAt) > at) {
    const time = countdown(Date.parse(pairingCode.expiresAt) - at);
    return { now: t('list.pairingCodeUp', { time }), next, short: t('list.pairingCodeShort', { time }) };
  }
  if (qr && left <= 0 && qr.attempt !== null && qr.attempt === qr.of) {
    const title = t('cause.qr_timeout.title');
    return { now: title, next: firstSentence(t('cause.qr_timeout.next')), short: lowerFirst(title) };
  }
  if (!qr || left <= 0)
    return { now: t('pairing.gettingNext'), next, short: lowerFirst(t('pairing.gettingNext')) };
  const time = countdown(left);
  if (qr.attempt === null || qr.of === null) {
    return { now: t('list.codeUp', { time }), next, short: t('list.codeShort', { time }) };
  }
  const values = { attempt: qr.attempt, of: qr.of, time };
  const last = qr.attempt === qr.of;
  return {
    now: t(last ? 'list.lastCodeUp' : 'list.codeOfUp', values),
    next,
    short: t('list.codeOfShort', values),
  };
}

/** A row has room for one; the session's page says the rest. */
const firstSentence = (words: string): string | null => /^.+?(?=[.]( |$)|$)/.exec(words)?.[0] ?? null;

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
