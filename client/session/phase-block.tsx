import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
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
  const block = blockOf(state, just, entries);
  return (
    <>
      {just.before !== null && <OtherNumber before={just.before} />}
      {block}
    </>
  );
}

function blockOf(state: SessionState, just: JustPaired, entries: readonly TimelineEntry[]) {
  switch (state.phase) {
    case 'online':
      return just.done ? <PairingBlock state={state} /> : null;
    case 'pairing':
      return <PairingBlock state={state} />;
    case 'connecting':
      return state.scannedAt !== null || startsPairing(state) ? (
        <PairingBlock state={state} />
      ) : (
        <ConnectingCard state={state} />
      );
    case 'offline':
      return state.cause?.code === 'qr_timeout' ? (
        <PairingBlock state={state} />
      ) : (
        <QuietCard state={state} entries={entries} />
      );
    case 'stopping':
    case 'reconnecting':
      return <QuietCard state={state} entries={entries} />;
    case 'logged-out':
    case 'needs-attention':
      return <CauseCard state={state} entries={entries} />;
  }
}

/** A session whose codes are on their way: it has no login to come up with. */
const startsPairing = (state: SessionState) => state.pairingEndsAt !== null;
