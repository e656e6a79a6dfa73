/**
 * The watcher: when each session is looked at next, and which deadline is due. One loop with an abortable sleep on
 * each node; all but the ends of codes is left to the node that holds the lease.
 */
import type { SessionRow } from '../../db/session-row.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Actions } from './act.ts';
import { createAgenda } from './agenda.ts';
import type { Committer } from './commit.ts';
import { nextDeadline } from './fold.ts';
import { idleStopsAt } from './idle.ts';
import type { Known } from './known.ts';
import { isFalling, type Looker } from './look.ts';
import { lookEveryMs, spread } from './pace.ts';
import { createQuietLooks } from './quiet-looks.ts';
import type { Viewers } from './viewers.ts';

export interface Watcher {
  /** Resolves when it was aborted and all it had begun has ended. */
  run(signal: AbortSignal): Promise<void>;
  /** A session changed or is watched now: think again about what is due. */
  wake(id: string): void;
}

/** A session that is not calm is thought of this often at least; what is due earlier is done earlier. */
const restMs = 1_000;
/** Many changes at the same moment are one turn. */
const gatherMs = 15;
/** The ends of codes are committed by the watching node; another one with viewers steps in after this. */
const stepInAfterMs = 1_000;
/** Whoever wishes a session offline, here or on another node, is about to do it. */
const leaveWishMs = 1_000;

export function createWatcher(deps: {
  known: Known;
  looker: Pick<Looker, 'look'>;
  committer: Pick<Committer, 'observe'>;
  actions: Pick<Actions, 'carryOutOffline' | 'giveEvents'>;
  /** Whether an action at this session is under way here. */
  isActedOn: (id: string) => boolean;
  viewers: Pick<Viewers, 'watched' | 'lastLookedAt'>;
  clock: Clock;
  idleMs: number;
  /** With an admin token single sessions are asked by id. */
  byAdmin: boolean;
  swept: () => boolean;
  /** Whether this node is the one that watches. */
  leads: () => boolean;
  log: Log;
}): Watcher {
  const { known, looker, committer, actions, viewers, clock, log } = deps;
  const askedAt = new Map<string, number>();
  const offlineDueSince = new Map<string, number>();
  const quiet = createQuietLooks();
  let rouse = () => {};
  /** While the sweep sees all, calm sessions are thought of when they change, and all again when it stops. */
  let sweptLast: boolean | null = null;
  const agenda = createAgenda({
    onEnd: (id) => wake(id),
    onError: (error, sessionId, what) =>
      log.error({ err: error, sessionId, what }, 'the watcher could not do what was due'),
  });

  function wake(id: string): void {
    agenda.soon(id);
    rouse();
  }

  /** Starts what is due for one session, and says when to think of it again. */
  function attend(row: SessionRow, now: number): void {
    if (!row.offlineDue) offlineDueSince.delete(row.id);
    if (isCalm(row) && sweptLast && agenda.atRest(row.id)) return agenda.thoughtOf(row.id, Infinity);
    let again = nextRest(now);
    const due = (what: string, at: number | null, work: () => Promise<unknown>) => {
      if (at !== null && at <= now) return agenda.once(row.id, what, now, work);
      agenda.settled(row.id, what);
      if (at !== null) again = Math.min(again, at);
    };
    const leads = deps.leads();
    due('deadline', deadlineAt(row, leads), () => committer.observe(row.id, { kind: 'deadline' }));
    if (leads) {
      const online = row.connected && row.loggedIn && !isAway();
      const nowIf = (so: boolean) => (so ? now : null);
      due('idle', idleAt(row), () => stopIdle(row.id));
      due('offline', offlineAt(row, online, now), () => actions.carryOutOffline(row.id));
      due('events', nowIf(row.eventsOwed && online), () => actions.giveEvents(row.id));
      const watched = viewers.watched(row.id);
      if (watched) quiet.hurry(row.id);
      due('look', lookAt(row, watched, now), () =>
        watched ? look(row.id) : quiet.take(row.id, !isCalm(row), () => look(row.id)),
      );
    }
    agenda.thoughtOf(row.id, again);
  }

  /** The sweep sees whatever happens to it, and nothing of it comes due by itself. */
  const isCalm = (row: SessionRow) =>
    (row.phase === 'online' || row.phase === 'offline' || row.phase === 'logged-out') &&
    !row.offlineDue &&
    !row.eventsOwed &&
    !isFalling(row) &&
    nextDeadline(row) === null;

  function offlineAt(row: SessionRow, online: boolean, now: number): number | null {
    if (!row.offlineDue) return null;
    const since = offlineDueSince.get(row.id) ?? now;
    offlineDueSince.set(row.id, since);
    return online && !deps.isActedOn(row.id) ? since + leaveWishMs : null;
  }

  const isAway = () => known.upstream.status === 'unreachable';

  function deadlineAt(row: SessionRow, leads: boolean): number | null {
    const at = nextDeadline(row);
    if (at === null || leads) return at;
    return viewers.watched(row.id) ? at + stepInAfterMs : null;
  }

  function lookAt(row: SessionRow, watched: boolean, now: number): number | null {
    const { byAdmin } = deps;
    const everyMs = lookEveryMs(row, { swept: deps.swept(), byAdmin, watched, away: isAway(), now });
    if (everyMs === null) return null;
    const own = askedAt.get(row.id) ?? 0;
    // A sweep sees a fall, but only a look asks what explains it.
    const last = isFalling(row) ? own : Math.max(own, known.seen(row.id)?.at ?? 0);
    return last + spread(everyMs, row.id);
  }

  async function look(id: string): Promise<true> {
    askedAt.set(id, clock.now());
    try {
      await looker.look(id, 'status');
    } catch (error) {
      // The transition is told once, by reachability; a single failed look is no news.
      if (!(error instanceof UpstreamError)) throw error;
    }
    // Its pace is what holds it back, however long it took.
    return true;
  }

  const idleAt = (row: SessionRow) =>
    idleStopsAt(row, viewers.watched(row.id) ? Infinity : viewers.lastLookedAt(row.id), deps.idleMs);

  /** The commit itself says "and nobody looked meanwhile, on any node". */
  const stopIdle = (id: string) =>
    committer.observe(
      id,
      { kind: 'wish', desired: 'offline', by: null, why: 'idle' },
      { unlessWatchedSince: clock.now() - deps.idleMs },
    );

  function turn(): void {
    const now = clock.now();
    const swept = deps.swept();
    const all = swept !== sweptLast;
    sweptLast = swept;
    if (all) for (const { id } of known.all()) agenda.soon(id);
    for (const id of agenda.take(now)) {
      const row = known.get(id);
      if (row) attend(row, now);
    }
    if (agenda.size() > known.size()) forgetGone();
  }

  function forgetGone(): void {
    const exists = (id: string) => known.get(id) !== undefined;
    agenda.keepOnly(exists);
    for (const times of [askedAt, offlineDueSince]) {
      for (const id of times.keys()) if (!exists(id)) times.delete(id);
    }
  }

  return {
    wake,
    async run(signal) {
      signal.addEventListener('abort', () => rouse(), { once: true });
      while (!signal.aborted) {
        turn();
        await pause(gatherMs);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(0, Math.min(restMs, agenda.nextAt() - clock.now())));
          rouse = () => {
            clearTimeout(timer);
            resolve();
          };
          if (signal.aborted) rouse();
        });
        rouse = () => {};
      }
      quiet.drop();
      await agenda.idle();
    },
  };
}

/** All that rest come due together: one turn a second, however many they are. */
const nextRest = (now: number) => (Math.floor(now / restMs) + 1) * restMs;

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
