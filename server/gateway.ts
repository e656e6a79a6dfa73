/** The composition root: everything the gateway is made of, wired once. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { createCipher } from '../db/cipher.ts';
import { createSessionStore } from '../db/sessions.ts';
import { createAuth } from './auth/auth.ts';
import { keepRechecking } from './auth/recheck.ts';
import { ensureFirstAdmin, type FirstAdmin } from './auth/first-admin.ts';
import { createClock } from './clock.ts';
import { takeOver } from './demo.ts';
import type { Config } from './config.ts';
import { layGround } from './ground.ts';
import { createApp } from './http/app.ts';
import { listen } from './listening.ts';
import { createAudit, theftEntry } from './observability/audit.ts';
import { keepHouse } from './observability/housekeeping.ts';
import type { Log } from './observability/log.ts';
import { measurePushes } from './observability/measure-pushes.ts';
import { createMetrics } from './observability/metrics.ts';
import { createNodes } from './observability/nodes.ts';
import { createPushHistory } from './observability/push-history.ts';
import { createSystem } from './observability/system.ts';
import { createLinkCalls } from './links/link-calls.ts';
import { linkNews } from './links/link-news.ts';
import { createLinks } from './links/links.ts';
import { attachRealtime } from './realtime/server.ts';
import { createTail } from './realtime/tail.ts';
import { loadSecrets } from './secrets.ts';
import { countByPhase } from './sessions/count-by-phase.ts';
import { createKnown } from './sessions/known.ts';
import { createLease } from './sessions/lease.ts';
import { createViewers } from './sessions/viewers.ts';
import { createWatch } from './sessions/watch.ts';
import type { Timeouts } from './upstream/options.ts';

export interface Gateway {
  /** Resolves when it serves. */
  start(): Promise<{ url: string; firstAdmin: FirstAdmin | null }>;
  /** No new work, sockets told and closed, the lease handed over, nothing left running. */
  stop(): Promise<void>;
}

/** The sweep's pace while pushes are silent. */
const sweepEveryMs = 5_000;

export function createGateway(
  config: Config,
  overrides: {
    log: Log;
    sweepEveryMs?: number;
    staticDir: string;
    version: string;
    /** Of calls to the service. */
    timeouts?: Partial<Timeouts>;
  },
): Gateway {
  const { log } = overrides;
  const stops: (() => Promise<unknown> | unknown)[] = [];
  let stopping: Promise<void> | null = null;
  /** A database that does not answer must not hold up the end. */
  let abandonLost = () => {};

  async function start() {
    const secrets = await loadSecrets(config);
    const ground = await layGround(config, log);
    stops.push(ground.stop);
    const { db, pool } = ground.database;
    abandonLost = ground.abandonLost;
    // The demo's service pushes too, with a key of this run.
    const webhookKey = ground.demo ? randomBytes(32).toString('hex') : config.webhookHmacKey;
    // Our own Postgres has one gateway at a time: it takes over from its earlier life at once.
    const node =
      ground.kind === 'embedded' ? 'embedded' : `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
    const clock = createClock();
    const known = createKnown(clock.now());
    const cipher = createCipher(secrets.encryptionKey);
    const store = createSessionStore(db, cipher, ground.scope);
    const tail = createTail({ known, store, pool, clock, log });
    await tail.start();
    stops.push(tail.stop);
    const watchLease = `watch ${ground.scope}`;
    const lease = createLease({ db, name: watchLease, node, log });
    const viewers = createViewers({ db, clock, node, idleMs: config.idleMs, log });
    await viewers.start();
    stops.push(viewers.stop);

    const metrics = createMetrics({ version: overrides.version });
    const pushes = createPushHistory({ db, clock, node, scope: ground.scope, log });
    const watch = createWatch({
      db,
      store,
      known,
      tail,
      lease,
      viewers,
      clock,
      log,
      node,
      scope: ground.scope,
      upstream: { ...ground.upstream, timeouts: overrides.timeouts },
      pushed: webhookKey !== null,
      idleMs: config.idleMs,
      sweepEveryMs: overrides.sweepEveryMs ?? sweepEveryMs,
      metrics,
      onTold: pushes.staged,
    });
    const firstAdmin = await ensureFirstAdmin(db, config.firstAdmin);
    const nodes = createNodes({ db, node, version: overrides.version, log });
    await nodes.start();
    const audit = createAudit({ db, log });
    const house = keepHouse({ db, log, leads: () => lease.held() !== null });
    stops.push(nodes.stop, house, audit.settled, pushes.stop);
    const auth = createAuth({
      db,
      clock,
      log,
      jwtSecret: secrets.jwtSecret,
      accessTokenMs: config.accessTokenMs,
      foreign: config.foreignTokens,
      onTheft: (theft) => void audit.record(theftEntry(theft)),
    });
    stops.push(keepRechecking(auth, log));

    const links = createLinks({
      db,
      known,
      log,
      news: linkNews({ onRow: tail.on, onRevoked: auth.onRevoked }),
    });
    stops.push(links.stop);

    let serving = false;
    const app = createApp({
      config,
      log,
      auth,
      audit,
      metrics,
      system: createSystem({
        db,
        version: overrides.version,
        node,
        known,
        metrics,
        databaseKind: ground.kind,
        lease: watchLease,
        sockets: () => realtime.sockets(),
        nodes: nodes.living,
        upstreamVersion: watch.serviceVersion,
      }),
      pushes: pushes.read,
      db,
      scope: ground.scope,
      cipher,
      node,
      known,
      store,
      viewers,
      clock,
      actions: watch.actions,
      fresh: watch.fresh,
      manage: watch.manage,
      sync: watch.sync,
      previewSync: watch.previewSync,
      links,
      webhook: { key: webhookKey, take: watch.take, onWebhook: metrics.webhook },
      idleStopsAt: watch.idleStopsAt,
      ready: () => serving,
      database: ground.pulse,
      demo: ground.demo && { controlUrl: ground.demo.controlUrl },
      staticDir: overrides.staticDir,
    });
    const http = createServer(app);
    const realtime = attachRealtime(http, {
      known,
      tail,
      viewers,
      clock,
      log,
      byIds: (ids) => store.byIds(ids),
      idleStopsAt: watch.idleStopsAt,
      verify: auth.verify,
      corsOrigins: config.corsOrigins,
      trustProxy: config.trustProxy,
      onRevoked: auth.onRevoked,
      onCredentialRevoked: auth.onCredentialRevoked,
      links: {
        admit: links.admit,
        onEnded: links.onEnded,
        ...createLinkCalls({ db, links, actions: watch.actions, audit }),
      },
      onUpstream: watch.onUpstream,
    });
    measurePushes({ tail, clock, metrics, history: pushes });
    metrics.readFrom({
      sockets: realtime.sockets,
      watching: () => lease.held() !== null,
      upstreamReachable: () => known.upstream.status === 'reachable',
      sessionsByPhase: () => countByPhase(known.all()),
      databaseConnections: () => ({
        used: pool.totalCount - pool.idleCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
      }),
    });
    const { url, near } = await listen(http, config);
    // Ended in reverse: no new calls, then what was begun is finished, then the lease is handed over.
    stops.push(lease.stop, watch.stop);
    stops.push(async () => {
      serving = false;
      const closed = new Promise((resolve) => http.close(resolve));
      await realtime.stop();
      http.closeIdleConnections();
      const patience = setTimeout(() => http.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(patience);
    });
    await ground.demo?.begin(`${near}/api/upstream/webhook`, webhookKey ?? '', known.all());
    pushes.start();
    lease.start();
    await watch.start();
    if (ground.demo) await takeOver({ sync: watch.sync, db, store, known, tail, clock });
    serving = true;
    return { url, firstAdmin };
  }

  return {
    start,
    stop() {
      stopping ??= (async () => {
        abandonLost();
        for (const stop of stops.splice(0).reverse()) {
          try {
            await stop();
          } catch (error) {
            log.warn({ err: error }, 'something did not end in order');
          }
        }
      })();
      return stopping;
    },
  };
}
