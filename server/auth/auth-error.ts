/** A credential that does not do. Whoever meets the caller (REST, sockets) turns it into an answer. */
export type AuthReason = 'unauthorized' | 'token_expired' | 'forbidden';

export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly reason: AuthReason;

  /** @param message why, for the log; callers only learn the reason */
  constructor(reason: AuthReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
