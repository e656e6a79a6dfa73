/**
 * What stands in the place of the code. Pure: the same state at the same moment shows the same on every screen.
 *
 *   first ──▶ live ──end──▶ next ──▶ live … sixth ends ──▶ ran-out
 *              │ scanned
 *              ▼
 *           scanned ──▶ done
 */
import type { Qr, SessionState } from '../../contract/session.ts';

export type CodeView =
  /** `image` is a PNG data URL. */
  | { kind: 'live'; qr: Qr & { image: string }; last: boolean }
  /** No code has come yet. */
  | { kind: 'first' }
  /** The last one ended, the next follows. */
  | { kind: 'next'; attempt: number | null }
  /** No code, and whether one is there is not known: nothing is heard, or the time is not known. */
  | { kind: 'unheard' }
  | { kind: 'ran-out'; again: boolean }
  | { kind: 'scanned' }
  | { kind: 'done'; jid: string | null }
  /** The service does not answer: whether the code still holds is not known. */
  | { kind: 'hidden' }
  /** This person's role sees no codes. */
  | { kind: 'forbidden' };

export interface Knowing {
  /** The server's time, ms; null: not to be trusted, so no code may be shown. */
  now: number | null;
  /** The gateway is heard. */
  heard: boolean;
  /** The service answers the gateway. */
  answers: boolean;
  maySee: boolean;
}

export function codeView(state: SessionState, { now, heard, answers, maySee }: Knowing): CodeView {
  if (state.phase === 'online') return { kind: 'done', jid: state.jid };
  if (!answers) return { kind: 'hidden' };
  if (state.phase === 'connecting') {
    if (state.scannedAt !== null) return { kind: 'scanned' };
    return { kind: heard ? 'first' : 'unheard' };
  }
  if (state.phase !== 'pairing') return { kind: 'ran-out', again: true };
  if (!maySee) return { kind: 'forbidden' };
  const { qr } = state;
  const follows: CodeView =
    heard && now !== null ? { kind: 'next', attempt: qr?.attempt ?? null } : { kind: 'unheard' };
  if (qr === null || now === null) return follows;
  const last = qr.attempt !== null && qr.attempt === qr.of;
  if (Date.parse(qr.expiresAt) <= now) return last ? { kind: 'ran-out', again: false } : follows;
  return qr.image === undefined ? follows : { kind: 'live', qr: { ...qr, image: qr.image }, last };
}

/** Lengths of the six codes, in seconds, as the service shows them. */
export const codeLengths = [60, 20, 20, 20, 20, 20] as const;
export const pairingLengthMs = codeLengths.reduce((sum, each) => sum + each, 0) * 1_000;
