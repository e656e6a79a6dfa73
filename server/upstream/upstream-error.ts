/** What can go wrong between the gateway and the service. */
export type UpstreamErrorKind =
  /** No connection, or it broke. */
  | 'unreachable'
  /** No answer in the time allowed. */
  | 'timeout'
  /** 401: the session's token, or the admin token, is not accepted. */
  | 'refused_token'
  /** Its database had a hiccup (SQLite does, for milliseconds): ask again shortly. */
  | 'busy'
  /** An answer that is not this service's: HTML, a redirect, plain text, cut off, or far too long. */
  | 'not_json'
  /** The service understood and refused; `says` has its words. */
  | 'said_no'
  /** Not even tried: the circuit is open. */
  | 'open';

/**
 * A call to the service that brought no usable answer. It carries no request, so no token can leak by logging it.
 */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly kind: UpstreamErrorKind;
  /** HTTP status of the answer; null where there was none. */
  readonly status: number | null;
  /** The service's own error text, or the network's error code, in lower case; "" when it said nothing. */
  readonly says: string;
  /** A write that may have been, or may still be, carried out although no answer confirms it. */
  readonly mayHaveHappened: boolean;

  constructor(
    kind: UpstreamErrorKind,
    {
      status = null,
      says = '',
      mayHaveHappened = false,
    }: Partial<Pick<UpstreamError, 'status' | 'says' | 'mayHaveHappened'>> = {},
  ) {
    super(`upstream ${kind}${status === null ? '' : ` (${status})`}${says ? `: ${says}` : ''}`);
    this.kind = kind;
    this.status = status;
    this.says = says;
    this.mayHaveHappened = mayHaveHappened;
  }
}
