import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useMay } from '../auth/auth.tsx';
import { NextToPair } from '../pairing/next-to-pair.tsx';
import { PairingBlock } from '../pairing/pairing-block.tsx';
import { CauseCard } from './cause-card.tsx';
import { ConnectingCard } from './connecting-card.tsx';
import type { JustPaired } from './just-paired.ts';
import { QuietCard } from './quiet-card.tsx';
import { OtherNumber } from './other-number.tsx';

interface Props {
  state: SessionState;
  just: JustPaired;
  /** What happened to it, as far as it was read. */
  entries: readonly TimelineEntry[];
}

/**
 * What a phase asks to be shown. One switch, and a phase that is missing here does not compile. The pairing
 * keeps its place from the first code to "online", so that nothing jumps under the camera.
 */
export function PhaseBlock({ state, just, entries }: Props) {
  const pairs = pairingHere(state, just, useMay().seeCodes);
  return (
    <>
      {just.before !== null && <OtherNumber before={just.before} />}
      {pairs ? <PairingBlock state={state} /> : blockOf(state, entries)}
      <NextToPair id={state.id} shown={pairs || just.here} />
    </>
  );
}

/** From the first code to "online", and where the codes ran out. */
function pairingHere(
  { phase, scannedAt, pairingEndsAt, cause }: SessionState,
  { done }: JustPaired,
  seesCodes: boolean,
): boolean {
  if (phase === 'online') return done;
  // A session that comes up with its login has no codes on their way.
  if (phase === 'connecting') return scannedAt !== null || pairingEndsAt !== null;
  return phase === 'pairing' || (phase === 'offline' && cause?.code === 'qr_timeout' && seesCodes);
}

function blockOf(state: SessionState, entries: readonly TimelineEntry[]) {
  switch (state.phase) {
    case 'online':
    case 'pairing':
      return null;
    case 'connecting':
      return <ConnectingCard state={state} />;
    case 'offline':
    case 'stopping':
    case 'reconnecting':
      return <QuietCard state={state} entries={entries} />;
    case 'logged-out':
    case 'needs-attention':
      return <CauseCard state={state} entries={entries} />;
  }
}
