/** What a script can tell from the end of a command; `--help` names them too. */
import type { HeliographError } from '../sdk/index.ts';

export const exitCodes = {
  done: 0,
  /** Something that nobody foresaw. */
  failed: 1,
  usage: 2,
  /** Not signed in, or not allowed. */
  unauthorized: 3,
  noSuchSession: 4,
  /** The gateway, or the WhatsApp service behind it. */
  unreachable: 5,
  /** Not in time, or the codes ran out. */
  timeout: 6,
  /** Understood and refused: not now, already so, a wrong value. */
  refused: 7,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export function exitCodeOf({ reason, status }: Pick<HeliographError, 'reason' | 'status'>): ExitCode {
  if (reason === 'timeout' || reason === 'upstream_timeout') return exitCodes.timeout;
  if (reason === 'session_not_found') return exitCodes.noSuchSession;
  if (status === 401 || status === 403) return exitCodes.unauthorized;
  if (status === 0 || status >= 502) return exitCodes.unreachable;
  return status >= 400 && status < 500 ? exitCodes.refused : exitCodes.failed;
}
