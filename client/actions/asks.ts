/** What was asked of a session from this page, and what failed. What happened is not here: the state says that. */
import type { SessionState } from '../../contract/session.ts';
import type { Phase } from '../../contract/words.ts';
import { waitsUntil } from '../api/failure-words.ts';
import type { Api } from '../api/port.ts';
import type { FeedPort } from '../live/port.ts';

export type AskKind = 'connect' | 'disconnect' | 'logout' | 'pairPhone';
export type Ask = { status: 'asked'; kind: AskKind; at: number } | Failed;
interface Failed {
  status: 'failed';
  kind: AskKind;
  error: unknown;
  at: number;
  /** What the session was when it failed. */
  phase: Phase | undefined;
  /** Its name, where nothing of it was on the screen. */
  missed: string | null;
}

/** Time to read it, also where there is next to nothing to wait for. */
const leastShownMs = 10_000;

/** Why it failed, as long as that says more than what to do next; of a wait that is over it says no more. */
export function standingFailure(ask: Ask | undefined, now: number): unknown {
  if (ask?.status !== 'failed') return null;
  const until = waitsUntil(ask.error);
  return until !== null && now >= Math.max(until, ask.at + leastShownMs) ? null : ask.error;
}

export interface Missed {
  id: string;
  name: string;
  error: unknown;
}

export interface Asks {
  of(id: string): Ask | undefined;
  /**
   * Asks; true if the answer was yes, or the state says so. While one runs, the same is not sent again; another waits
   * for its answer; after a failure only a disconnect is sent.
   */
  ask(id: string, kind: AskKind, phone?: string): Promise<boolean>;
  /** It failed, and nothing on the screen says so. */
  miss(id: string, name: string): void;
  /** The same array until something changes. */
  missed(): readonly Missed[];
  /** The place where it says so was gone to. */
  found(id: string): void;
  /** Takes a failure off the screen. */
  forget(id: string): void;
  follow(listener: () => void): () => void;
}

/** A late answer says no more than the state does. */
const reached: Record<AskKind, (state: SessionState) => boolean> = {
  connect: ({ phase }) => phase === 'online' || phase === 'pairing',
  disconnect: ({ phase }) => phase === 'offline' || phase === 'stopping',
  logout: ({ loggedIn }) => !loggedIn,
  pairPhone: ({ pairingCode }) => pairingCode !== null,
};

export function createAsks(
  api: Pick<Api, 'connect' | 'disconnect' | 'logout' | 'pairPhone'>,
  feed: Pick<FeedPort, 'get' | 'onChange'>,
): Asks {
  const asks = new Map<string, Ask>();
  const running = new Map<string, Promise<boolean>>();
  const waiting = new Set<string>();
  const listeners = new Set<() => void>();
  let missed: readonly Missed[] = [];
  const set = (id: string, ask: Ask | null) => {
    if (ask) asks.set(id, ask);
    else asks.delete(id);
    if (missed.length > 0 || (ask?.status === 'failed' && ask.missed !== null)) {
      missed = [...asks].flatMap(([one, failed]) =>
        failed.status === 'failed' && failed.missed !== null
          ? [{ id: one, name: failed.missed, error: failed.error }]
          : [],
      );
    }
    for (const listener of listeners) listener();
  };
  const send = (id: string, kind: AskKind, phone: string) => {
    switch (kind) {
      case 'connect':
        return api.connect(id);
      case 'disconnect':
        return api.disconnect(id);
      case 'logout':
        return api.logout(id);
      case 'pairPhone':
        return api.pairPhone(id, phone);
    }
  };
  const attempt = async (id: string, kind: AskKind, phone: string): Promise<boolean> => {
    const before = feed.get(id)?.version;
    set(id, { status: 'asked', kind, at: Date.now() });
    try {
      await send(id, kind, phone);
      set(id, null);
      return true;
    } catch (error) {
      const state = feed.get(id);
      if (state && state.version !== before && reached[kind](state)) {
        set(id, null);
        return true;
      }
      set(id, { status: 'failed', kind, error, at: Date.now(), phase: state?.phase, missed: null });
      return false;
    }
  };
  // A session that moved on has another story to tell than what failed before.
  feed.onChange((change) => {
    const ask = asks.get(change.id);
    if (ask?.status !== 'failed') return;
    if (change.kind !== 'state' || change.state.phase !== ask.phase) set(change.id, null);
  });
  return {
    of: (id) => asks.get(id),
    async ask(id, kind, phone = '') {
      const other = running.get(id);
      if (other) {
        const now = asks.get(id);
        if (waiting.has(id) || (now?.status === 'asked' && now.kind === kind)) return false;
        waiting.add(id);
        const answered = await other;
        waiting.delete(id);
        // What takes nothing up can be asked whatever became of the other.
        if (!answered && kind !== 'disconnect') return false;
      }
      const asked = attempt(id, kind, phone);
      running.set(id, asked);
      const answered = await asked;
      if (running.get(id) === asked) running.delete(id);
      return answered;
    },
    miss(id, name) {
      const ask = asks.get(id);
      if (ask?.status === 'failed') set(id, { ...ask, missed: name });
    },
    missed: () => missed,
    found(id) {
      const ask = asks.get(id);
      if (ask?.status === 'failed' && ask.missed !== null) set(id, { ...ask, missed: null });
    },
    forget: (id) => set(id, null),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
