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
  /** What the log here and the timeline were told last. */
  let logged: UpstreamView['status'] | null = null;
  let entered: UpstreamView['status'] | null = null;
  /** An earlier life, or another node, may have left one open. */
  let gapMayBeOpen = true;

  const tell = () => {
    for (const listener of listeners) listener();
  };

  /** The first words of a gateway say "reachable" of a service that nobody has asked yet. */
  const isVerdict = (view: UpstreamView) =>
    view.status === 'unreachable' || reachability.answeredAt() !== null;

  /** One log line and one timeline entry at each transition, by the node that watches. */
  async function transition(view: UpstreamView): Promise<void> {
    if (!deps.watches() || !isVerdict(view)) return;
    if (view.status !== logged) {
      if (view.status === 'unreachable') {
        log.warn({ since: new Date(view.since).toISOString() }, 'the WhatsApp service is unreachable');
      } else if (logged !== null) log.info('the WhatsApp service answers');
      logged = view.status;
    }
    const before = entered;
    if (view.status === before) return;
    entered = view.status;
    if (view.status === 'unreachable') {
      gapMayBeOpen = true;
      await openGap(db, scope, view.since, 'upstream');
    } else if (before === null) return;
    const type = view.status === 'reachable' ? 'upstream_reachable' : 'upstream_unreachable';
    await deps.addEntry({ sessionId: null, at: view.since, type, actor: null, data: {} });
  }

  async function store(): Promise<void> {
    const view = known.upstream;
    if (!isVerdict(view)) return;
    await transition(view);
    const { status, since, observedAt } = view;
    const answeredAt = reachability.answeredAt();
    const seenAt = status === 'reachable' ? clock.now() : Math.max(observedAt ?? 0, answeredAt ?? 0) || null;
    await writeUpstream(db, scope, { status, since, observedAt, seenAt });
    if (gapMayBeOpen && status === 'reachable' && answeredAt !== null) {
      gapMayBeOpen = false;
      await closeGap(db, scope, answeredAt);
    }
  }

  async function follow(): Promise<void> {
    gapMayBeOpen = true;
    const row = await readUpstream(db, scope);
    // It may have begun to watch meanwhile.
    if (!row || deps.watches()) return;
    entered = row.status;
    reachability.follow({ status: row.status, since: row.since, observedAt: row.observedAt });
  }

  const attempt = (work: Promise<unknown>) =>
    work.catch((error: unknown) => log.warn({ err: error }, 'the service’s status could not be stored'));

  reachability.onChange((view) => {
    tell();
    void attempt(transition(view));
  });

  return {
    async remember() {
      const row = await readUpstream(db, scope);
      if (!row) return;
      entered = row.status;
      known.upstream = { ...known.upstream, observedAt: row.observedAt };
      if (row.seenAt === null || clock.now() - row.seenAt < awayMs) return;
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
      return () => void listeners.delete(listener);
    },
  };
}
