/** Keeps what is known of the service itself: told once, stored for other nodes, and the times nobody looked. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/database.ts';
import { closeGap, openGap, type NewTimelineEntry, type TimelineRow } from '../../db/timeline.ts';
import { readUpstream, writeUpstream } from '../../db/upstreams.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import type { Known, UpstreamView } from './known.ts';
import type { Reachability } from './reachability.ts';

export interface UpstreamKeeper {
  /** Before the first look: a gap in the uptime begins where the last life of the gateway ended. */
  remember(): Promise<void>;
  run(signal: AbortSignal): Promise<void>;
  onUpdate(listener: () => void): () => void;
}

const everyMs = 2_000;
/** A gateway that was away for longer than this did not see what happened. */
const awayMs = 15_000;

export function createUpstreamKeeper(deps: {
  db: Db;
  scope: string;
  known: Known;
  reachability: Reachability;
  clock: Clock;
  watches: () => boolean;
  addEntry: (entry: NewTimelineEntry) => Promise<TimelineRow>;
  log: Log;
}): UpstreamKeeper {
  const { db, scope, known, reachability, clock, log } = deps;
  const listeners = new Set<() => void>();
  let told: UpstreamView['status'] | null = null;
  let gapOpen = false;

  const tell = () => {
    for (const listener of listeners) listener();
  };

  /** One log line and one timeline entry at each transition, by the node that watches. */
  async function transition(view: UpstreamView): Promise<void> {
    if (view.status === told || !deps.watches()) return;
    const first = told === null;
    told = view.status;
    if (view.status === 'unreachable') {
      log.warn({ since: new Date(view.since).toISOString() }, 'the WhatsApp service is unreachable');
      gapOpen = true;
      await openGap(db, scope, view.since, 'upstream');
    } else if (!first) log.info('the WhatsApp service answers');
    if (first && view.status === 'reachable') return;
    const type = view.status === 'reachable' ? 'upstream_reachable' : 'upstream_unreachable';
    await deps.addEntry({ sessionId: null, at: view.since, type, actor: null, data: {} });
  }

  const attempt = (work: Promise<unknown>) =>
    work.catch((error: unknown) => log.warn({ err: error }, 'the service’s status could not be stored'));

  reachability.onChange((view) => {
    tell();
    void attempt(transition(view));
  });

  async function store(): Promise<void> {
    const { status, since, observedAt } = known.upstream;
    await writeUpstream(db, scope, {
      status,
      since,
      observedAt,
      seenAt: status === 'reachable' ? clock.now() : observedAt,
    });
    if (status === 'reachable' && observedAt !== null && gapOpen) {
      gapOpen = false;
      await closeGap(db, scope, clock.now());
    }
  }

  async function follow(): Promise<void> {
    const row = await readUpstream(db, scope);
    if (!row) return;
    const before = known.upstream;
    known.upstream = { status: row.status, since: row.since, observedAt: row.observedAt };
    if (before.status !== row.status || before.observedAt !== row.observedAt) tell();
  }

  return {
    async remember() {
      const row = await readUpstream(db, scope);
      if (!row) return;
      known.upstream = { ...known.upstream, observedAt: row.observedAt };
      if (row.seenAt === null || clock.now() - row.seenAt < awayMs) return;
      gapOpen = true;
      await openGap(db, scope, row.seenAt, 'gateway');
    },
    async run(signal) {
      while (!signal.aborted) {
        await attempt(deps.watches() ? store() : follow());
        await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      }
    },
    onUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
