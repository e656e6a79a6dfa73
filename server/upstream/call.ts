/** A call to the service, and what became of it. */
import type { Answer } from './answers.ts';
import type { UpstreamErrorKind } from './upstream-error.ts';

type CallKind =
  | 'list'
  | 'one'
  | 'status'
  | 'qr'
  | 'health'
  | 'connect'
  | 'disconnect'
  | 'logout'
  | 'pair_phone'
  | 'set_webhook'
  | 'create_user'
  | 'update_user'
  | 'delete_user'
  | 'set_proxy'
  | 'set_s3'
  | 'delete_s3'
  | 'set_hmac'
  | 'delete_hmac';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /**
   * Whose token goes with it. An empty one is refused before it is sent: to the service, a call without a token is
   * that of the session whose token is "".
   */
  as: 'admin' | 'nobody' | { token: string };
  body?: unknown;
  timeoutMs: number;
  maxBytes?: number;
  signal?: AbortSignal;
}

export interface Call<T> extends Request {
  kind: CallKind;
  /** Calls with the same turn wait for each other. */
  turn: string;
  read(answer: Answer, askedAt: number): T;
}

/** What a call came to, for metrics and for judging whether the service is reachable. */
export interface CallReport {
  kind: CallKind;
  /** `aborted`: the caller, or close(), gave it up. */
  outcome: 'ok' | UpstreamErrorKind | 'aborted';
  /** From its sending; the waiting for its turn does not count. */
  tookMs: number;
}
