/** The watching part of the gateway, wired: looks, sweep, watcher and actions around the service's two ends. */
import { randomUUID } from 'node:crypto';
import { addEntries, addEntry, type NewTimelineEntry } from '../../db/timeline.ts';
import { measuredStore, measuredSweeper } from '../observability/measured.ts';
import { createMetrics } from '../observability/metrics.ts';
import { createReader } from '../upstream/read.ts';
import { createTurns } from '../upstream/turns.ts';
import { createWriter } from '../upstream/write.ts';
import { createActions } from './act.ts';
import { createManagement } from './act-manage.ts';
import { createRunner } from './act-run.ts';
import { createActionRows } from './action-row.ts';
import { createCommitter } from './commit.ts';
import { createHearsay } from './hearsay.ts';
import { idleStopsAt } from './idle.ts';
import { createIngest } from './ingest.ts';
import { createLooker } from './look.ts';
import { keepPulse, pulseRole } from './pulse.ts';
import { createPushedLooks } from './pushed-looks.ts';
import { createReachability } from './reachability.ts';
import { createRecovery } from './recovery.ts';
import { createRestarts } from './restarts.ts';
import { followServiceVersion } from './service-version.ts';
import { createSweeper } from './sweep.ts';
import { createSweeping } from './sweeping.ts';
import { createSync } from './sync.ts';
import { createUnderWay } from './under-way.ts';
import { createUpstreamKeeper } from './upstream-keeper.ts';
import { createWatcher } from './watcher.ts';
import type { Watch, WatchDeps } from './watch-deps.ts';

/** A push younger than this shows that the service's webhook works. */
const pushesFreshMs = 5 * 60_000;
/** A service that says nothing for this long at the start is called unreachable until it answers. */
const firstAnswerMs = 2_000;
/** A node ends within ten seconds, whatever it waits for. */
const callsEndMs = 2_000;

export function createWatch(deps: WatchDeps): Watch {
  const { db, known, tail, lease, viewers, clock, log } = deps;
  const metrics = deps.metrics ?? createMetrics({ version: '', process: false });
  const store = measuredStore(deps.store, metrics);
  const byAdmin = deps.upstream.adminToken !== null;
  const wire = {
    baseUrl: deps.upstream.url,
    adminToken: deps.upstream.adminToken,
    timeouts: deps.upstream.timeouts,
    log,
    turns: createTurns(),
    now: clock.now,
    onCall: metrics.called,
  };
  const reader = createReader(wire);
  const writer = createWriter({ ...wire, isOpen: () => known.upstream.status === 'unreachable' });
  const write = (entry: NewTimelineEntry) => addEntry(db, entry);
  const committer = createCommitter({
    store,
    known,
    tail,
    clock,
    onRaceLost: metrics.raceLost,
    onTold: deps.onTold,
  });
  const reachability = createReachability(known, clock);
  const restarts = createRestarts({ reader, known, clock });
  const hearsay = createHearsay(clock);
  const looker = createLooker({
    reader,
    known,
    committer,
    clock,
    reachability,
    restarts,
    byAdmin,
    hearsay,
    onLook: metrics.looked,
  });
  const rows = createActionRows(db, { node: deps.node, bootId: randomUUID() });
  const acting = createUnderWay();
  const shared = {
    known,
    looker,
    rows,
    clock,
    reachability,
    tail,
    addEntry: write,
    log,
    onAction: metrics.acted,
  };
  const actions = acting.counted(
    createActions({
      ...shared,
      writer,
      store,
      committer,
      pushed: deps.pushed,
      looksAt: (id, by) => viewers.look(id, { id: `rest:${by.id}`, userId: by.id, name: by.name }),
    }),
  );
  const manage = acting.counted(
    createManagement({
      ...shared,
      writer,
      reader,
      store,
      committer,
      byAdmin,
      pushed: deps.pushed,
      runner: createRunner(shared),
    }),
  );
  const sweeper = measuredSweeper(
    createSweeper({ reader, known, committer, clock, reachability, restarts, lease: lease.held, hearsay }),
    metrics,
  );
  const sweeping = createSweeping({
    sweeper,
    looker,
    known,
    reachability,
    everyMs: () => (pushesArrive() ? deps.sweepEveryMs * 3 : deps.sweepEveryMs),
    log,
  });
  const looks = createPushedLooks({
    known,
    looker,
    clock,
    isWatched: viewers.watched,
    sweeping: byAdmin ? sweeping : null,
  });
  const ingest = createIngest({ known, looks, committer, hearsay, clock, log });
  const watcher = createWatcher({
    known,
    looker,
    committer,
    actions,
    isActedOn: acting.isUnderWay,
    viewers,
    clock,
    idleMs: deps.idleMs,
    byAdmin,
    swept: () => byAdmin && sweeping.swept(),
    leads: () => lease.held() !== null,
    log,
  });
  const recovery = createRecovery({
    known,
    actions,
    committer,
    tail,
    addEntry: write,
    clock,
    leads: () => lease.held() !== null,
    log,
    onAttempt: metrics.recovered,
  });
  /** While pushes tell of changes at once, the sweep has less to find. */
  const pushesArrive = () => clock.now() - (ingest.lastAt() ?? -Infinity) < pushesFreshMs;
  const keeper = createUpstreamKeeper({
    db,
    scope: deps.scope,
    known,
    reachability,
    clock,
    watches: () => lease.held() !== null,
    addEntry: write,
    log,
  });
  const build = followServiceVersion({ reader, reachability, clock, log });
  const living = new AbortController();
  const loops: Promise<void>[] = [];
  const stops = [
    tail.on(({ row }) => {
      if (!row) return;
      watcher.wake(row.id);
      recovery.wake();
    }),
    viewers.onChange((id) => watcher.wake(id)),
    build.stop,
  ];

  /** The loop that asks for all of them, from the lease's gain to its loss. */
  function sweepWhileHeld(): void {
    let watching: AbortController | null = null;
    const begin = () => {
      watching = new AbortController();
      reachability.lead();
      const signal = AbortSignal.any([living.signal, watching.signal]);
      const role = () =>
        pulseRole({ byAdmin, swept: sweeping.swept(), pushesArrive: pushesArrive(), ...known.upstream });
      const ring = () => void sweeping.soon();
      loops.push(keepPulse({ reader, reachability, clock, role, ring }, signal));
      if (byAdmin) loops.push(sweeping.run(signal));
    };
    stops.push(
      lease.onGained(begin),
      lease.onLost(() => watching?.abort()),
    );
    if (lease.held()) begin();
  }

  return {
    actions,
    manage,
    ...createSync({
      reader,
      store,
      known,
      tail,
      clock,
      reachability,
      addEntries: (entries) => addEntries(db, entries),
      byAdmin,
      log,
    }),
    fresh: looker.fresh,
    take: ingest.take,
    idleStopsAt: (row) =>
      idleStopsAt(row, viewers.watched(row.id) ? Infinity : viewers.lastLookedAt(row.id), deps.idleMs),
    onUpstream: keeper.onUpdate,
    serviceVersion: build.version,
    async start() {
      await keeper.remember();
      loops.push(keeper.run(living.signal));
      const answered = new Promise<void>((resolve) => {
        const off = reachability.onChange(() => {
          off();
          resolve();
        });
        setTimeout(resolve, firstAnswerMs).unref();
      });
      sweepWhileHeld();
      loops.push(watcher.run(living.signal), recovery.run(living.signal));
      await answered;
      reachability.mustHaveAnswered();
    },
    async stop() {
      const { callsEndWithinMs = callsEndMs } = deps;
      living.abort();
      const taken = ingest.stop();
      for (const stop of stops) stop();
      // Actions that wait give up with the next look; a call that is out gets a moment for its answer.
      reader.close();
      await acting.ended(callsEndWithinMs);
      writer.close();
      await Promise.all([...loops, taken, acting.ended(callsEndWithinMs)]);
    },
  };
}
