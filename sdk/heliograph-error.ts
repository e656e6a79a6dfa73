/** What went wrong, for programs (`reason`, `status`) and for people (`message`, `details`). */
import type { Reason, Why } from '../contract/words.ts';

/** Beside the gateway's own words: it could not be reached, did not answer in time, or answered nonsense. */
export type ErrorReason = Reason | 'unreachable' | 'timeout' | 'bad_answer';

export class HeliographError extends Error {
  override readonly name = 'HeliographError';
  readonly reason: ErrorReason;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly details: string | undefined;
  readonly warning: string | undefined;
  /** What the reason leaves open. */
  readonly why: Why | undefined;
  /** Seconds, where the gateway says when to try again. */
  readonly retryAfterS: number | undefined;
  /** The same as a moment on this machine's clock, ms. */
  readonly retryAt: number | undefined;

  constructor(
    fault: {
      reason: ErrorReason;
      status: number;
      message: string;
      why?: Why;
      details?: string;
      warning?: string;
      retryAfterS?: number;
    },
    options?: ErrorOptions,
  ) {
    super(fault.message, options);
    this.reason = fault.reason;
    this.status = fault.status;
    this.why = fault.why;
    this.details = fault.details;
    this.warning = fault.warning;
    this.retryAfterS = fault.retryAfterS;
    this.retryAt = fault.retryAfterS === undefined ? undefined : Date.now() + fault.retryAfterS * 1_000;
  }

  /** The same call may succeed later without anybody changing anything. */
  shouldRetry(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502 || this.retryAfterS !== undefined;
  }
}
