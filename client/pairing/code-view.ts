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
  | { kind: 'ran-out'; again: boolean }
  | { kind: 'scanned' }
  | { kind: 'done'; jid: string | null }
  /** The service does not answer: whether the code still holds is not known. */
  | { kind: 'hidden' }
  /** This person's role sees no codes. */
  | { kind: 'forbidden' };

/** @param now the server's time, ms; null: not to be trusted, so no code may be shown. */
export function codeView(
  state: SessionState,
  now: number | null,
  serviceAnswers: boolean,
  maySee: boolean,
): CodeView {
  if (state.phase === 'online') return { kind: 'done', jid: state.jid };
  if (!serviceAnswers) return { kind: 'hidden' };
  if (state.phase === 'connecting') return { kind: state.scannedAt === null ? 'first' : 'scanned' };
  if (state.phase !== 'pairing') return { kind: 'ran-out', again: true };
  if (!maySee) return { kind: 'forbidden' };
  const { qr } = state;
  if (qr === null) return { kind: 'next', attempt: null };
  if (now === null || Date.parse(qr.expiresAt) <= now) {
    const wasLast = now !== null && qr.attempt !== null && qr.attempt === qr.of;
    return wasLast ? { kind: 'ran-out', again: false } : { kind: 'next', attempt: qr.attempt };
  }
  if (qr.image === undefined) return { kind: 'next', attempt: qr.attempt };
  const live = { ...qr, image: qr.image };
  return { kind: 'live', qr: live, last: qr.attempt !== null && qr.attempt === qr.of };
}

/** Lengths of the six codes, in seconds, as the service shows them. */
export const codeLengths = [60, 20, 20, 20, 20, 20] as const;
export const pairingLengthMs = codeLengths.reduce((sum, each) => sum + each, 0) * 1_000;
