/** One action on many sessions: what each of them needs, what became of it, and how much is left. Pure. */
import type { SessionState } from '../../contract/session.ts';
import { banEnds } from '../actions/ban.ts';
import { possible } from '../actions/possible.ts';
import type { Refusal } from '../api/refusal.ts';

export const bulkKinds = ['connect', 'disconnect', 'transfer', 'logout', 'delete'] as const;
export type BulkKind = (typeof bulkKinds)[number];

/**
 * `asked`: sent, no answer yet. `sent`: taken, and the state does not say it yet. `scan`: only a person with the phone
 * can go on. `barred`: a ban runs, which trying makes longer. `already`: there is nothing to do. `unsent`: stopped
 * before it was its turn.
 */
export type Standing =
  'waiting' | 'asked' | 'sent' | 'done' | 'failed' | 'scan' | 'barred' | 'already' | 'unsent';

export interface Item {
  id: string;
  name: string;
  standing: Standing;
  /** When it got this standing, ms. */
  since: number;
  /** When it was sent, ms, and at which version of its state. */
  sentAt: number | null;
  sentVersion: number;
  /** When it was taken, ms, on the clock that stands still while what is shown is old. */
  takenAt: number;
  /** The same for a call that is repeated because its answer was lost. */
  key: string;
  error: unknown;
  /** The gateway held it back until then, ms; it waits, and is sent again. */
  heldUntil: number | null;
  holds: number;
}

export interface Run {
  kind: BulkKind;
  /** Whom the sessions go to; of a transfer only. */
  to: { id: string; name: string } | null;
  startedAt: number;
  items: readonly Item[];
}

/** What the gateway took, and the state does not show after this, is told as it is. */
export const settleWithinMs = 60_000;
/** Until then a session that was taken holds one of the five places: the service connects few at a time. */
export const slotMs = 15_000;
const atOnce = 5;
/** What is held back more often than this needs a person. */
const mostHolds = 5;

type Known = Pick<
  SessionState,
  'phase' | 'phaseSince' | 'connected' | 'loggedIn' | 'cause' | 'jid' | 'ownerId'
>;

/** What a session needs before anything is sent: a code that nobody looks at would burn, so it is not started. */
export function firstStanding(kind: BulkKind, state: Known, to: Run['to']): Standing {
  switch (kind) {
    case 'connect':
      if (state.phase === 'pairing' || state.phase === 'logged-out') return 'scan';
      if (Date.now() < (banEnds(state) ?? 0)) return 'barred';
      if (!possible(state, true).connect) return 'already';
      // Without a number no phone is linked, whatever it was before.
      return state.jid ? 'waiting' : 'scan';
    case 'disconnect':
      return possible(state, true).disconnect ? 'waiting' : 'already';
    case 'logout':
      return state.jid ? 'waiting' : 'already';
    case 'transfer':
      return state.ownerId === (to?.id ?? null) ? 'already' : 'waiting';
    case 'delete':
      return 'waiting';
  }
}

/** What the state says of something that was asked; null: nothing yet. No state: the session is gone. */
export function settled(
  { kind, to }: Pick<Run, 'kind' | 'to'>,
  item: Pick<Item, 'sentVersion'>,
  state: (Known & { version: number }) | undefined,
): Standing | null {
  if (!state) return kind === 'delete' ? 'done' : null;
  const newer = state.version > item.sentVersion;
  switch (kind) {
    case 'connect':
      if (state.phase === 'online') return 'done';
      if (state.phase === 'pairing') return 'scan';
      return newer && (state.phase === 'logged-out' || state.phase === 'needs-attention') ? 'failed' : null;
    case 'disconnect':
      return state.phase === 'offline' || state.phase === 'stopping' ? 'done' : null;
    case 'logout':
      return state.jid ? null : 'done';
    case 'transfer':
      return state.ownerId === (to?.id ?? null) ? 'done' : null;
    case 'delete':
      return null;
  }
}

/** How many more may be sent now. */
export const freePlaces = (items: readonly Item[], now: number): number =>
  atOnce -
  items.filter(({ standing, since }) => standing === 'asked' || (standing === 'sent' && now - since < slotMs))
    .length;

/** True for one that waits for nothing but a free place. */
export const isDue = ({ standing, heldUntil }: Item, now: number): boolean =>
  standing === 'waiting' && (heldUntil ?? 0) <= now;

const passing: readonly string[] = ['not_now', 'action_in_progress', 'rate_limited', 'upstream_unavailable'];
/** Until when a refusal holds, ms; null: it does not pass by itself. */
export function holdsUntil({ reason, retryAfterS }: Refusal, holds: number, now: number): number | null {
  if (retryAfterS === undefined || !passing.includes(reason) || holds >= mostHolds) return null;
  return now + retryAfterS * 1_000;
}

const order: Record<Standing, number> = {
  failed: 0,
  scan: 1,
  barred: 2,
  asked: 3,
  sent: 3,
  waiting: 4,
  done: 5,
  already: 6,
  unsent: 7,
};

/** What needs a person first; within a standing as they were chosen. */
export const inOrder = (items: readonly Item[]): Item[] =>
  items
    .map((item, index) => ({ item, index }))
    .sort((a, b) => order[a.item.standing] - order[b.item.standing] || a.index - b.index)
    .map(({ item }) => item);

export interface Progress {
  total: number;
  /** Those that this run does no more for: done, failed, wait for a scan or the end of a ban, or had nothing to do. */
  over: number;
  done: number;
  failed: number;
  scan: number;
  barred: number;
  already: number;
  running: number;
  waiting: number;
  unsent: number;
  /** About how long the rest takes, ms; null while nothing can be said. */
  leftMs: number | null;
  finished: boolean;
}

export function progressOf(items: readonly Item[]): Progress {
  const count = (...standings: Standing[]) =>
    items.filter(({ standing }) => standings.includes(standing)).length;
  const running = count('asked', 'sent');
  const waiting = count('waiting');
  const total = items.length;
  const took = items.flatMap(({ standing, since, sentAt }) =>
    sentAt !== null && (standing === 'done' || standing === 'scan' || standing === 'failed')
      ? [since - sentAt]
      : [],
  );
  const mean = took.reduce((sum, each) => sum + each, 0) / took.length;
  const rounds = Math.ceil((waiting + running) / atOnce);
  return {
    total,
    over: total - running - waiting,
    done: count('done'),
    failed: count('failed'),
    scan: count('scan'),
    barred: count('barred'),
    already: count('already'),
    running,
    waiting,
    unsent: count('unsent'),
    leftMs: took.length < 2 || rounds === 0 ? null : rounds * mean,
    finished: running + waiting === 0,
  };
}
