/** The demo's service: the simulator as a program of its own, ended with the gateway. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Db } from '../db/database.ts';
import { writePast } from '../db/past.ts';
import type { SessionRow } from '../db/session-row.ts';
import type { SessionStore } from '../db/sessions.ts';
import type { Clock } from './clock.ts';
import { demoPast } from './demo-past.ts';
import { gatewayActor } from './sessions/answer.ts';
import type { Offer } from './sessions/commit.ts';
import type { Known } from './sessions/known.ts';
import type { Sync } from './sessions/sync.ts';

export interface DemoService {
  url: string;
  /** The controls of the phone and of trouble at the service; they answer while the service itself is down. */
  controlUrl: string;
  adminToken: string;
  /**
   * Has the service push, and gives it its sessions: those that were made here before, since it keeps nothing over its
   * end as a real one would; the first time six of its own.
   */
  begin(webhookUrl: string, webhookKey: string, before: Iterable<DemoSession>): Promise<void>;
  stop(): Promise<void>;
}

export type DemoSession = Pick<
  SessionRow,
  'id' | 'name' | 'token' | 'paired' | 'jid' | 'lastJid' | 'desired' | 'eventsUp'
>;

const startsWithinMs = 15_000;

/** Starts the simulator, without any session yet. Throws when it does not come up. */
export async function startDemoService(): Promise<DemoService> {
  const built = fileURLToPath(new URL('../simulator/main.js', import.meta.url));
  const source = fileURLToPath(new URL('../simulator/main.ts', import.meta.url));
  const program = existsSync(built) ? [built] : ['--import', 'tsx', source];
  const adminToken = 'demo-admin-token';
  const child = spawn(process.execPath, program, {
    // A group of its own: Ctrl-C reaches the gateway, which ends it in order. Its standard input ends with us.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DEMO: '',
      PORT: '0',
      HOST: '127.0.0.1',
      CONTROL_PORT: '0',
      ADMIN_TOKEN: adminToken,
      END_WITH_STDIN: '1',
      NODE_OPTIONS: '',
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const addresses = new Map<string, string>();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The demo service did not start.')), startsWithinMs);
    child.once('exit', () => reject(new Error('The demo service ended while it started.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [word, url] = line.split(' ');
      if (word && url) addresses.set(word, url);
      if (!addresses.has('listening') || !addresses.has('controls')) return;
      clearTimeout(timer);
      resolve();
    });
  });
  const tell = async (control: string, body: object) => {
    const answer = await fetch(`${addresses.get('controls')}/${control}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The demo service refused: ${await answer.text()}`);
  };
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    url: addresses.get('listening')!,
    controlUrl: addresses.get('controls')!,
    adminToken,
    async begin(url, key, before) {
      await tell('globalWebhook', { url, key });
      const users = Array.from(before, asItWas);
      if (users.length === 0) await tell('seed/demo', {});
      else await tell('seed', { users });
    },
    async stop() {
      process.off('exit', kill);
      child.stdin.end();
      child.kill('SIGTERM');
      const patience = setTimeout(kill, 2_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

function asItWas({ id, name, token, paired, jid, lastJid, desired, eventsUp }: DemoSession) {
  const last = jid ?? lastJid ?? '';
  const user = { id, name, token, ...(eventsUp === null ? {} : { events: eventsUp }) };
  const [phone] = /^\d+/.exec(last) ?? [];
  // Of one that fell before the end, or was never online here, nobody knows; the first is meant to come back.
  const linked = paired === 'yes' || (paired === 'perhaps' && desired === 'online');
  if (!linked || phone === undefined) return { ...user, jid: last };
  return { ...user, paired: phone, online: desired === 'online' };
}

/** The first time, the demo's six sessions are taken over at once, and given a past. */
export async function takeOver(deps: {
  sync: Sync['sync'];
  db: Db;
  store: Pick<SessionStore, 'byIds'>;
  known: Pick<Known, 'all' | 'size'>;
  tail: Pick<Offer, 'offer'>;
  clock: Pick<Clock, 'now'>;
}): Promise<void> {
  if (deps.known.size() > 0) return;
  for (let tries = 0; tries < 20; tries++) {
    const answer = await deps.sync(gatewayActor);
    if (!answer.ok) {
      await sleep(250);
      continue;
    }
    const tell = () => demoPast(deps.known.all(), deps.clock.now());
    let past = tell();
    // One that the service is still bringing up is not yet as its story ends.
    for (let waits = 0; past.sessions.length < deps.known.size() && waits < 50; waits++) {
      await sleep(100);
      past = tell();
    }
    await writePast(deps.db, past);
    deps.tail.offer(await deps.store.byIds(past.sessions.map(({ id }) => id)));
    return;
  }
}
