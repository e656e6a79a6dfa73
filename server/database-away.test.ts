import { expect, test, vi } from 'vitest';
import { lineTo, type Line } from '../db/testing-line.ts';
import type { SubscribeAck } from '../contract/socket.ts';
import { runGateway } from './testing.ts';
import { watchBySocket } from './testing-pushes.ts';

const sessionsPath = '/api/admin/whatsapp/sessions';
const patience = { timeout: 120_000, interval: 50 };

/** A gateway at the end of a line to its database, with two sessions that are online, and who watches the first. */
async function onLine() {
  let line!: Line;
  const gateway = await runGateway({
    sweepEveryMs: 300,
    async databaseBy(connectionString) {
      line = await lineTo(connectionString);
      return line.connectionString;
    },
  });
  const { control } = gateway.simulator;
  const online = (token: string, paired: string) =>
    control.addUser({ name: token, token, events: 'Message', paired, online: true }).id;
  const ids = [online('pagi', '628000001001'), online('sore', '628000001002')] as const;
  await gateway.call('POST', `${sessionsPath}/sync`, {});
  const watcher = await watchBySocket(gateway, [...ids]);
  for (const id of ids) await watcher.until(id, ({ phase }) => phase === 'online', 120_000);
  const subscribe = (sessions: string[]) =>
    watcher.socket.timeout(120_000).emitWithAck('subscribe', { sessions }) as Promise<
      SubscribeAck | { ok: false; reason: string }
    >;
  const health = async (path: string) => {
    const response = await fetch(gateway.url + path);
    return { status: response.status, body: (await response.json()) as { database: string } };
  };
  const isAway = () => vi.waitFor(async () => expect((await health('/readyz')).status).toBe(503), patience);
  const isBack = () => vi.waitFor(async () => expect((await health('/readyz')).status).toBe(200), patience);
  return { line, gateway, control, ids, watcher, subscribe, health, isAway, isBack };
}

test('while the database is away people are told so; what happened meanwhile is shown when it is back', async () => {
  const { line, gateway, control, ids, watcher, subscribe, health, isAway, isBack } = await onLine();
  let closed = 0;
  watcher.socket.on('disconnect', () => closed++);
  line.cut();
  await isAway();
  expect(await health('/healthz')).toEqual({ status: 200, body: { status: 'ok', database: 'away' } });

  const answer = await fetch(`${gateway.url}${sessionsPath}`, {
    headers: { authorization: `Bearer ${gateway.token}` },
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(await answer.json()).toMatchObject({
    code: 503,
    reason: 'internal',
    error: 'The database does not answer just now.',
  });
  const login = { email: 'rani@heliograph.local', password: 'a password of rani' };
  expect((await gateway.call('POST', '/api/auth/login', login)).status).toBe(503);
  const acts = ['connect', 'disconnect', 'logout'].map((what) =>
    gateway.call('POST', `${sessionsPath}/${ids[1]}/${what}`),
  );
  for (const { status } of await Promise.all(acts)) expect(status).toBe(503);
  expect(await subscribe([ids[0]])).toMatchObject({ ok: false, reason: 'internal' });
  control.unlink(ids[0]);

  line.mend();
  await isBack();
  await watcher.until(ids[0], ({ phase }) => phase === 'logged-out', 120_000);
  expect(closed).toBe(0);
  expect(await subscribe([...ids])).toMatchObject({ ok: true });
  control.goOffline(ids[1]);
  await watcher.until(ids[1], ({ connected }) => !connected, 120_000);
  expect(gateway.lines.filter((line) => line.includes('the database does not answer'))).toHaveLength(1);
  expect(gateway.lines.filter((line) => line.includes('the database answers again'))).toHaveLength(1);
}, 400_000);

test('the same with a line that falls silent, and the gateway ends on such a line', async () => {
  const { line, gateway, control, ids, watcher, subscribe, isAway, isBack } = await onLine();
  line.silence();
  control.unlink(ids[0]);
  const asked = gateway.call<{ reason: string }>('GET', sessionsPath);
  expect(await subscribe([ids[0]])).toMatchObject({ ok: false, reason: 'internal' });
  expect(await asked).toMatchObject({ status: 503, body: { reason: 'internal' } });
  await isAway();

  line.mend();
  await isBack();
  await watcher.until(ids[0], ({ loggedIn }) => !loggedIn, 120_000);
  expect(await subscribe([...ids])).toMatchObject({ ok: true });

  line.silence();
  await isAway();
  await gateway.stopGateway();
}, 600_000);

test('a database that restarts under questions of all kinds answers them or says that it is away, and loses nothing', async () => {
  const { line, gateway, control, ids, watcher, isBack } = await onLine();
  const statuses = new Set<number>();
  let over = false;
  const pollers = ['', `/${ids[0]}/status`, '/uptime', `/${ids[1]}/events`].map(async (path) => {
    while (!over) statuses.add((await gateway.call('GET', `${sessionsPath}${path}`)).status);
  });
  for (let restarts = 0; restarts < 5; restarts++) {
    line.cut();
    line.mend();
    control.drop(ids[0]);
    await vi.waitFor(() => expect(line.open()).toBeGreaterThan(2), patience);
  }
  over = true;
  await Promise.all(pollers);
  await isBack();
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  control.goOffline(ids[1]);
  await watcher.until(ids[1], ({ connected }) => !connected, 120_000);
  await watcher.until(ids[0], ({ phase }) => phase === 'online', 120_000);
}, 400_000);
