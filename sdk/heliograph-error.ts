/** What went wrong, for programs (`reason`, `status`) and for people (`message`, `details`). */
import type { Reason } from '../contract/words.ts';

/** Beside the gateway's own words: it could not be reached, did not answer in time, or answered nonsense. */
export type ErrorReason = Reason | 'unreachable' | 'timeout' | 'bad_answer';

export class HeliographError extends Error {
  override readonly name = 'HeliographError';
  readonly reason: ErrorReason;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly details: string | undefined;
  readonly warning: string | undefined;
  /** Seconds, where the gateway says when to try again. */
  readonly retryAfterS: number | undefined;

  constructor(
    fault: {
      reason: ErrorReason;
      status: number;
      message: string;
      details?: string;
      warning?: string;
      retryAfterS?: number;
    },
    options?: ErrorOptions,
  ) {
    super(fault.message, options);
    this.reason = fault.reason;
    this.status = fault.status;
    this.details = fault.details;
    this.warning = fault.warning;
    this.retryAfterS = fault.retryAfterS;
  }

  /** The same call may succeed later without anybody changing anything. */
  shouldRetry(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502 || this.retryAfterS !== undefined;
  }
}
