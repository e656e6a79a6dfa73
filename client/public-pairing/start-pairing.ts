import type { SessionState } from '../../contract/session.ts';
import type { PairingLinkFeed } from '../../sdk/pairing-link.ts';
import { fallOf } from './stage.ts';

const pairingMs = 30_000;

type Watched = Pick<PairingLinkFeed, 'state' | 'connection' | 'start' | 'onChange'>;

/**
 * Starts the pairing where none runs, and waits until it does. False: it does not, and the page says why.
 * @throws HeliographError; Error when none came
 */
export async function startPairing(feed: Watched): Promise<boolean> {
  if (feed.state?.phase === 'pairing') return true;
  const before = feed.state?.cause ?? null;
  let moved = false;
  /** Null: it may still come. */
  const come = (): boolean | null => {
    const { state, connection } = feed;
    if (connection.is === 'signed-out' || connection.is === 'closed') return false;
    if (!state) return null;
    if (state.phase === 'pairing') return true;
    if (state.phase === 'online') return false;
    moved ||= state.phase === 'connecting';
    const fell = fallOf(state, true);
    // Until it moves, what it fell with before stands there still.
    if (!fell || (!moved && same(fell, before))) return null;
    if (fallOf(state, false)) return false;
    throw new Error('No code came');
  };
  const ends: (() => void)[] = [];
  let over = false;
  const came = new Promise<boolean>((resolve, reject) => {
    const look = () => {
      try {
        const now = come();
        if (now !== null) resolve(now);
      } catch (error) {
        reject(error as Error);
      }
    };
    // What it comes to may be told before the answer that it was asked for.
    ends.push(feed.onChange(look));
    const arm = () => {
      if (over) return;
      const timer = setTimeout(() => reject(new Error('No code came')), pairingMs);
      ends.push(() => clearTimeout(timer));
      look();
    };
    feed.start().then(arm, reject);
  });
  return came.finally(() => {
    over = true;
    ends.forEach((end) => end());
  });
}

const same = (one: SessionState['cause'], other: SessionState['cause']) =>
  one?.code === other?.code && one?.since === other?.since;
