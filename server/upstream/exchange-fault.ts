/** What a failed HTTP exchange means, from the codes of Node and axios. */
import { isAxiosError } from 'axios';
import { UpstreamError } from './upstream-error.ts';

/** Why we ended it ourselves; null when we did not. */
export type GivenUp = 'timeout' | 'closed' | 'aborted' | null;

const oddAnswers = new Set(['ERR_BAD_RESPONSE', 'Z_DATA_ERROR', 'Z_BUF_ERROR']);

/**
 * The UpstreamError for an error of axios. Nothing of the original is kept but its code: it carries the request,
 * and the request carries the token.
 */
export function exchangeFault(error: unknown, givenUp: GivenUp, mayHaveHappened: boolean): UpstreamError {
  if (givenUp === 'timeout')
    return new UpstreamError('timeout', { says: 'no answer in time', mayHaveHappened });
  if (givenUp !== null) return new UpstreamError('unreachable', { says: 'closed', mayHaveHappened });
  const { code = '', message } = isAxiosError(error) ? error : { message: '' };
  if (code === 'ETIMEDOUT') return new UpstreamError('timeout', { says: 'etimedout', mayHaveHappened });
  if (message.includes('maxContentLength')) {
    return new UpstreamError('not_json', { says: 'an answer that is far too long', mayHaveHappened });
  }
  if (message.includes('aborted')) {
    return new UpstreamError('unreachable', { says: 'the answer broke off', mayHaveHappened });
  }
  const kind = oddAnswers.has(code) || code.startsWith('HPE_') ? 'not_json' : 'unreachable';
  return new UpstreamError(kind, { says: code.toLowerCase(), mayHaveHappened });
}
