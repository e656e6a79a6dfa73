/**
 * The watcher: when each session is looked at next, and which deadline is due. One loop with an abortable sleep;
 * only the node that holds the lease runs it.
 */
import type { SessionRow } from '../../db/session-row.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Actions } from './act.ts';
import type { Committer } from './commit.ts';
import { nextDeadline } from './fold.ts';
import { idleStopsAt } from './idle.ts';
import type { Known } from './known.ts';
import type { Looker } from './look.ts';
import { lookEveryMs, spread } from './pace.ts';
import type { Viewers } from './viewers.ts';

export interface Watcher {
  run(signal: AbortSignal): Promise<void>;
  /** A session changed or is watched now: think again about what is due. */
  wake(): void;
}

/** At rest the loop wakes this often; a deadline or a look that is due earlier wakes it earlier. */
const restMs = 1_000;

export function createWatcher(deps: {
  known: Known;
  looker: Looker;
  committer: Committer;
  actions: Actions;
  viewers: Viewers;
  clock: Clock;
  idleMs: number;
  swept: () => boolean;
  log: Log;
}): Watcher {
  const { known, looker, committer, actions, viewers, clock, log } = deps;
  const askedAt = new Map<string, number>();
  const busy = new Set<string>();
  let wake = () => {};

  /** Starts what is due for one session; answers when it is due again. */
  function attend(row: SessionRow, now: number): number {
    let next = now + restMs;
    const due = (at: number | null, act: () => Promise<unknown>, what: string) => {
      if (at === null) return;
      if (at <= now) once(`${what} ${row.id}`, act);
      else next = Math.min(next, at);
    };
    due(nextDeadline(row), () => committer.observe(row.id, { kind: 'deadline' }), 'deadline');
    due(idleAt(row), () => stopIdle(row.id), 'idle');
    const online = row.connected && row.loggedIn;
    if (row.offlineDue && online) once(`offline ${row.id}`, () => actions.carryOutOffline(row.id));
    if (row.eventsOwed && online) once(`events ${row.id}`, () => actions.giveEvents(row.id));
    due(lookAt(row), () => look(row.id), 'look');
    return next;
  }

  function lookAt(row: SessionRow): number | null {
    const everyMs = lookEveryMs(row, { swept: deps.swept(), watched: viewers.watched(row.id) });
    if (everyMs === null) return null;
    const last = Math.max(askedAt.get(row.id) ?? 0, known.seen(row.id)?.at ?? 0);
    return last + spread(everyMs, row.id);
  }

  async function look(id: string): Promise<void> {
    askedAt.set(id, clock.now());
    try {
      await looker.look(id, 'status');
    } catch (error) {
      // The transition is told once, by reachability; a single failed look is no news.
      if (!(error instanceof UpstreamError)) throw error;
    }
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

  function once(key: string, act: () => Promise<unknown>): void {
    if (busy.has(key)) return;
    busy.add(key);
    act()
      .catch((error: unknown) => log.error({ err: error }, 'the watcher could not do what was due'))
      .finally(() => {
        busy.delete(key);
        wake();
      });
  }

  return {
    wake: () => wake(),
    async run(signal) {
      signal.addEventListener('abort', () => wake(), { once: true });
      while (!signal.aborted) {
        const now = clock.now();
        let next = now + restMs;
        for (const row of known.all()) next = Math.min(next, attend(row, now));
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(5, Math.min(restMs, next - clock.now())));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = () => {};
      }
    },
  };
}
