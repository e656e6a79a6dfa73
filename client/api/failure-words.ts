/** A failure in words a person can act on. */
import { moment } from '../time/words.ts';
import { hasSentence } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';
import { isRefusal, type Refusal } from './refusal.ts';

type Voice = Pick<Speech, 't' | 'language'>;

const leftS = (retryAt: number) => Math.ceil((retryAt - Date.now()) / 1_000);
/** Seconds from now, not from when it was said. */
const wait = ({ retryAt }: Refusal, otherwise: number) => Math.max(1, retryAt ? leftS(retryAt) : otherwise);

/** Until when its words tell to wait, ms; null: they tell of no wait, or of none that the gateway named. */
export function waitsUntil(error: unknown): number | null {
  if (!isRefusal(error)) return null;
  const { reason, why, status, retryAt = null } = error;
  const tells =
    ['not_now', 'upstream_unavailable', 'rate_limited'].includes(reason) ||
    (reason === 'action_in_progress' && why === undefined) ||
    (reason === 'internal' && status === 503);
  return tells ? retryAt : null;
}

/**
 * What to tell a person when a call failed; never empty, never a code alone.
 * @param read it was to tell something and not to do anything, so nothing of it can show later
 */
export function failureWords(error: unknown, speech: Voice, read = false): string {
  const { t } = speech;
  const noAnswer = t(read ? 'failure.noAnswerRead' : 'failure.noAnswer');
  if (typeof navigator !== 'undefined' && navigator.onLine === false) return t('failure.offline');
  if (!isRefusal(error)) return noAnswer;
  const until = waitsUntil(error);
  if (until !== null && until <= Date.now()) return t('failure.waited');
  switch (error.reason) {
    case 'not_now':
      return notNow(error, speech);
    case 'action_in_progress':
      return whySaid(error, speech) ?? t('error.action_in_progress');
    case 'upstream_timeout':
      return whySaid(error, speech) ?? t('error.upstream_timeout', { s: 10 });
    case 'upstream_unreachable':
      return t('error.upstream_unreachable');
    case 'upstream_unavailable':
      return t('error.upstream_unavailable', { s: wait(error, 30) });
    case 'upstream_error':
      return t('failure.service', { said: said(error).replace(/^The WhatsApp service refused: /, '') });
    case 'rate_limited':
      return t('error.rate_limited', { s: wait(error, 60) });
    case 'session_not_found':
      return t('error.notFound');
    case 'unauthorized':
    case 'token_expired':
      return t('error.signedOut');
    case 'link_ended':
      return t('link.ended');
    case 'unreachable':
    case 'timeout':
      return noAnswer;
    case 'bad_answer':
      return t('failure.badAnswer', { status: error.status });
    case 'internal':
      if (error.status === 503) return t('failure.databaseAway', { s: wait(error, 5) });
      return t('failure.internal', { id: requestOf(error) });
    case 'too_many':
      return `${t('failure.tooMany')} ${quoted(error, speech)}`;
    case 'invalid_body':
    case 'invalid_query':
      return `${t('failure.notTaken')} ${quoted(error, speech)}`;
    default: {
      const key = `failure.reason.${error.reason}`;
      if (hasSentence(key)) return t(key);
      // A newer gateway may have a reason that this page has no words for.
      return `${t('failure.other', { reason: error.reason })} ${quoted(error, speech)}`;
    }
  }
}

/** Why it is not done, where what else there is to say of it is said beside: when it is tried again, for one. */
export function whyNot(error: unknown, speech: Voice): string {
  if (!isRefusal(error) || error.reason !== 'not_now') return failureWords(error, speech);
  return whySaid(error, speech) ?? quoted(error, speech);
}

/** The id of the request that failed, which whoever runs the gateway finds in its log. */
const requestOf = ({ details, message }: Refusal) => /request ([\w-]+)/.exec(details ?? '')?.[1] ?? message;

function whySaid({ why }: Refusal, { t }: Voice): string | null {
  const key = `why.${why}`;
  return hasSentence(key) ? t(key) : null;
}

const said = ({ details, message }: Refusal) => details ?? message;
/** The last resort is marked: it is English on whatever page. */
const quoted = (refusal: Refusal, { t }: Voice) => t('failure.gatewaySaid', { said: said(refusal) });

/** A wait that somebody sits out is told in seconds, a longer one by the clock. */
const soonS = 90;

function notNow(refusal: Refusal, speech: Voice): string {
  const { t, language } = speech;
  const why = whyNot(refusal, speech);
  if (refusal.retryAt === undefined) return t('failure.notNow', { why });
  const s = wait(refusal, 1);
  if (s <= soonS) return t('failure.notNowFor', { why, s });
  return t('failure.notNowUntil', { why, time: moment(refusal.retryAt, Date.now(), language) });
}
