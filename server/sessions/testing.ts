/** For tests: the watching part on a real Postgres, against the simulator, without REST and sockets. */
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createCipher } from '../../db/cipher.ts';
import { migrate, openDatabase } from '../../db/database.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { createSessionStore } from '../../db/sessions.ts';
import { testDatabase } from '../../db/testing.ts';
import { startSimulator, type StartOptions } from '../../simulator/simulator.ts';
import { createClock } from '../clock.ts';
import { createLog } from '../observability/log.ts';
import { createTail } from '../realtime/tail.ts';
import { createKnown } from './known.ts';
import { createLease } from './lease.ts';
import { createViewers } from './viewers.ts';
import { createWatch } from './watch.ts';

export const rani = { id: 'rani', name: 'Rani' };

export interface WatchOptions {
  simulator?: StartOptions;
  idleMs?: number;
  byAdmin?: boolean;
  pushed?: boolean;
}

/** Boots it all; everything ends with the test. */
export async function watchService(options: WatchOptions = {}) {
  const database = await testDatabase();
  const simulator = await startSimulator(options.simulator);
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => lines.push(line) });
  const { db, pool, close } = openDatabase(database.connectionString);
  await migrate(db);
  const clock = createClock();
  const known = createKnown(clock.now());
  const store = createSessionStore(db, createCipher(randomBytes(32)), 'service');
  const tail = createTail({ known, store, pool, clock, log });
  await tail.start();
  const node = `test ${randomBytes(4).toString('hex')}`;
  const lease = createLease({ db, name: 'watch service', node, log });
  const idleMs = options.idleMs ?? 30_000;
  const viewers = createViewers({ db, clock, node, idleMs, log });
  await viewers.start();
  const adminToken = options.byAdmin === false ? null : simulator.adminToken;
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
    upstream: { url: simulator.url, adminToken },
    pushed: options.pushed ?? false,
    idleMs,
    sweepEveryMs: 1_000,
  });
  const versions: SessionRow[] = [];
  tail.on((news) => {
    if (news.kind === 'state') versions.push(news.row);
  });
  lease.start();
  await watch.start();
  let stopped = false;
  async function stop() {
    if (stopped) return;
    stopped = true;
    await watch.stop();
    await lease.stop();
    await viewers.stop();
    await tail.stop();
    await close();
    await simulator.stop();
    await database.drop();
  }
  onTestFinished(stop);

  /** Waits until the committed state of a session is so; the last state is in the error. */
  async function until(
    id: string,
    what: (row: SessionRow) => boolean,
    withinMs = 15_000,
  ): Promise<SessionRow> {
    const row = known.get(id);
    if (row && what(row)) return row;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        off();
        const last = known.get(id);
        reject(new Error(`not seen in time: ${what.toString()}; last ${JSON.stringify(shown(last))}`));
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
    simulator,
    control: simulator.control,
    watch,
    known,
    viewers,
    clock,
    db,
    store,
    tail,
    versions,
    lines,
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
  };
