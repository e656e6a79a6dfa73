/** What stands in the place of a code that is typed on the phone. Pure, like `codeView` of the one that is scanned. */
import type { PairingCode } from '../../contract/session.ts';

export type TypedView =
  | { kind: 'live'; code: string; phone: string; expiresAt: string }
  /** Whether it still holds is not known: it may be half typed at this moment, so nothing takes its place. */
  | { kind: 'unheard'; phone: string }
  /** There is none, or it has ended. */
  | { kind: 'over' }
  /** The service does not answer. */
  | { kind: 'hidden' };

/** @param now the server's time, ms; null: not to be trusted, so no code may be shown */
export function typedView(running: PairingCode | null, now: number | null, answers: boolean): TypedView {
  if (!answers) return { kind: 'hidden' };
  if (running?.code === undefined) return { kind: 'over' };
  const { code, phone, expiresAt } = running;
  if (now === null) return { kind: 'unheard', phone };
  return Date.parse(expiresAt) > now ? { kind: 'live', code, phone, expiresAt } : { kind: 'over' };
}
