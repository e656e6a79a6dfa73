/** A refusal in the wire contract's words, thrown where the fault is known and answered by the error handler. */
import type { Reason, Why } from '../../contract/words.ts';

interface More {
  why?: Why;
  details?: string;
  warning?: string;
  /** Whole seconds until another try makes sense: the header Retry-After. */
  retryAfterS?: number;
  /** Further headers, as `Allow` with a 405. */
  headers?: Record<string, string>;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly reason: Reason;
  readonly more: More;

  constructor(status: number, reason: Reason, message: string, more: More = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.more = more;
  }
}

export const unauthorized = () => new ApiError(401, 'unauthorized', 'Unauthorized');
export const forbidden = (details?: string) =>
  new ApiError(403, 'forbidden', 'You may not do this.', details === undefined ? {} : { details });
export const noSuchSession = () => new ApiError(404, 'session_not_found', 'Session not found');
