/** For tests: one node of the gateway, as far as it watches and acts. */
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Cipher } from '../../db/cipher.ts';
import { openDatabase } from '../../db/database.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { createSessionStore } from '../../db/sessions.ts';
import { createClock } from '../clock.ts';
import { createLog } from '../observability/log.ts';
import { createTail } from '../realtime/tail.ts';
import type { Timeouts } from '../upstream/options.ts';
import { createKnown } from './known.ts';
import { createLease } from './lease.ts';
import { createViewers } from './viewers.ts';
import { createWatch } from './watch.ts';

export interface NodeOptions {
  idleMs?: number;
  byAdmin?: boolean;
  adminToken?: string;
  pushed?: boolean;
  sweepEveryMs?: number;
  timeouts?: Partial<Timeouts>;
  callsEndWithinMs?: number;
  /** Where the service is said to be; the simulator otherwise. */
  url?: string;
  /** The node's own clock; the database's is learned on top of it. */
  now?: () => number;
}

interface Ground {
  connectionString: string;
  cipher: Cipher;
  simulator: { url: string; adminToken: string };
}

/** Starts a node before this service and on this database; it ends with the test, or by `stop`. */
export async function startNode(service: Ground, options: NodeOptions = {}) {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => lines.push(line) });
  const { db, pool, close } = openDatabase(service.connectionString);
  const clock = createClock(options.now);
  const known = createKnown(clock.now());
  const store = createSessionStore(db, service.cipher, 'service');
  const tail = createTail({ known, store, pool, clock, log });
  await tail.start();
  const node = `test ${randomBytes(4).toString('hex')}`;
  const lease = createLease({ db, name: 'watch service', node, log });
  const idleMs = options.idleMs ?? 30_000;
  const viewers = createViewers({ db, clock, node, idleMs, log });
  await viewers.start();
  const adminToken = options.byAdmin === false ? null : (options.adminToken ?? service.simulator.adminToken);
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
    scope: 'service',
    upstream: { url: options.url ?? service.simulator.url, adminToken, timeouts: options.timeouts },
    pushed: options.pushed ?? false,
    idleMs,
    sweepEveryMs: options.sweepEveryMs ?? 250,
    callsEndWithinMs: options.callsEndWithinMs,
  });
  const versions: SessionRow[] = [];
  tail.on((news) => {
    if (news.kind === 'state') versions.push(news.row);
  });
  lease.start();
  await watch.start();

  let stopped: Promise<void> | null = null;
  const stop = () =>
    (stopped ??= (async () => {
      await watch.stop();
      await lease.stop();
      await viewers.stop();
      await tail.stop();
      await close();
    })());
  onTestFinished(stop);

  /** Waits until the committed state of a session is so; the last state is in the error. */
  async function until(
    id: string,
    what: (row: SessionRow) => boolean,
    withinMs = 10_000,
  ): Promise<SessionRow> {
    const row = known.get(id);
    if (row && what(row)) return row;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        off();
        reject(
          new Error(`not seen in time: ${what.toString()}; last ${JSON.stringify(shown(known.get(id)))}`),
        );
      }, withinMs);
      const off = tail.on((news) => {
        if (news.kind !== 'state' || news.row.id !== id || !what(news.row)) return;
        clearTimeout(timer);
        off();
        resolve(news.row);
      });
    });
  }

  return {
    node,
    watch,
    actions: watch.actions,
    known,
    lease,
    viewers,
    clock,
    db,
    store,
    tail,
    /** Every version this node saw, in their order. */
    versions,
    /** The phases a session went through here. */
    phases: (id: string) =>
      versions
        .filter((row) => row.id === id)
        .map(({ phase }) => phase)
        .filter((phase, i, all) => phase !== all[i - 1]),
    /** The log, line by line. */
    lines,
    logged: (words: string) => lines.filter((line) => line.includes(words)),
    until,
    stop,
  };
}

const shown = (row: SessionRow | undefined) =>
  row && {
    phase: row.phase,
    connected: row.connected,
    loggedIn: row.loggedIn,
    cause: row.cause?.code,
    pairing: row.pairing,
    qr: row.qr && { ...row.qr, image: row.qr.image.length },
    fallenSince: row.fallenSince,
    connecting: row.connecting,
    desired: row.desired,
    offlineDue: row.offlineDue,
    quietUntil: row.quietUntil,
  };
