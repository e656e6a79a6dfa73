/** A failure in words a person can act on. */
import type { Speech } from '../words/language.tsx';
import { isRefusal, type Refusal } from './refusal.ts';

const wait = (refusal: Refusal, otherwise: number) =>
  Math.max(1, Math.ceil(refusal.retryAfterS ?? otherwise));

/** What to tell a person when a call failed; never empty, never a code alone. */
export function failureWords(error: unknown, { t }: Pick<Speech, 't'>): string {
  if (typeof navigator !== 'undefined' && navigator.onLine === false) return t('failureMore.offline');
  if (!isRefusal(error)) return t('failure.noAnswer');
  switch (error.reason) {
    case 'action_in_progress':
      return t('error.action_in_progress');
    case 'upstream_timeout':
      return t('error.upstream_timeout', { s: wait(error, 10) });
    case 'upstream_unreachable':
      return t('error.upstream_unreachable');
    case 'upstream_unavailable':
      return t('error.upstream_unavailable', { s: wait(error, 30) });
    case 'rate_limited':
      return t('error.rate_limited', { s: wait(error, 60) });
    case 'not_now':
      return notNow(error, t);
    case 'not_connected':
    case 'no_session':
      return t('failure.notConnected');
    case 'already_logged_in':
    case 'already_paired':
      return t('failure.alreadyPaired');
    case 'not_logged_in':
      return t('failure.notLoggedIn');
    case 'invalid_phone':
      return t('failure.phone');
    case 'session_not_found':
      return t('error.notFound');
    case 'not_found':
      return t('failureMore.notFound');
    case 'too_many':
      return t('failureMore.tooMany', { why: error.details ?? error.message });
    case 'internal':
      if (error.status === 503) return t('failureMore.databaseAway', { s: wait(error, 5) });
      return t('failureMore.internal', { id: requestOf(error) });
    case 'forbidden':
      return t('failure.forbidden');
    case 'unauthorized':
    case 'token_expired':
      return t('error.signedOut');
    case 'unreachable':
    case 'timeout':
      return t('failure.noAnswer');
    case 'admin_token_missing':
      return t('failure.adminToken');
    case 'upstream_error':
      return t('failure.service', { details: error.details ?? error.message });
    default:
      return t('failure.other', { error: error.message, reason: error.reason });
  }
}

/** The id of the request that failed, which whoever runs the gateway finds in its log. */
const requestOf = ({ details, message }: Refusal) => /request ([\w-]+)/.exec(details ?? '')?.[1] ?? message;

function notNow(refusal: Refusal, t: Speech['t']): string {
  const seconds = refusal.retryAfterS;
  const why = refusal.details ?? refusal.message;
  return seconds === undefined
    ? t('failure.notNow', { why })
    : t('failure.notNowFor', { why, s: wait(refusal, 1) });
}
