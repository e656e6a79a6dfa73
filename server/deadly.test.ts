/**
 * The ordinary calls that kill the service, one by one, with the gateway between them and a service that can die.
 * K1 to K5 are the names of the simulator's README.
 */
import { afterEach, describe, expect, test } from 'vitest';
import type { Simulator, StartOptions } from '../simulator/simulator.ts';
import type { SeedUser } from '../simulator/seed.ts';
import { runGateway } from './testing.ts';
import { watchBySocket } from './testing-pushes.ts';
import { eventually } from './sessions/testing.ts';

const sessionsPath = '/api/admin/whatsapp/sessions';

let simulator: Simulator | null = null;
afterEach(() => {
  expect(simulator?.control.truth()).toMatchObject({ alive: true, deaths: [] });
  simulator = null;
});

type Action = 'connect' | 'disconnect' | 'logout';

async function service(seeds: Partial<SeedUser>[], options: StartOptions = {}) {
  const gateway = await runGateway({ simulator: { deadly: true, ...options }, sweepEveryMs: 500 });
  ({ simulator } = gateway);
  const { control } = gateway.simulator;
  const ids = seeds.map((seed, i) => {
    const token = `deadly-${i}`;
    return control.addUser({ name: token, token, events: 'Message', ...seed }).id;
  });
  const wanted = ids.filter((_, i) => seeds[i]!.online);
  await eventually(() => wanted.every((id) => control.truthOf(id).service.loggedIn));
  await gateway.call('POST', `${sessionsPath}/sync`);
  const { until } = await watchBySocket(gateway, ids);
  control.resetCalls();

  async function act(id: string, action: Action) {
    const response = await fetch(`${gateway.url}${sessionsPath}/${id}/${action}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    const retryAfter = response.headers.get('retry-after');
    const body = (await response.json()) as { reason?: string; details?: string };
    return { status: response.status, retryAfterS: retryAfter === null ? null : Number(retryAfter), ...body };
  }
  const calls = (action: Action, id: string) =>
    control.calls().writes.filter(({ call, userId }) => call === `POST /session/${action}` && userId === id);
  return { ...gateway, control, ids: ids as [string, string, string], act, calls, until };
}

const phone = (last: number) => `62800000000${last}`;
const on = (last: number) => ({ paired: phone(last), online: true });

describe('K1: a paired session is connected while its first attempt fails', () => {
  test('in an outage that all others feel: not now, why, and when to come again', async () => {
    const { control, ids, act, calls, until } = await service([{ paired: phone(1) }, on(2), on(3)]);
    const [down, ...others] = ids;
    control.outage(true);
    for (const id of others) await until(id, ({ phase }) => phase === 'reconnecting');
    const answer = await act(down, 'connect');
    expect(answer).toMatchObject({ status: 409, reason: 'not_now', retryAfterS: 10 });
    expect(answer.details).toContain('bring the service down for everybody');
    expect(calls('connect', down)).toHaveLength(0);
    control.outage(false);
    for (const id of others) await until(id, ({ phase }) => phase === 'online', 20_000);
    expect(await act(down, 'connect')).toMatchObject({ status: 200 });
    await until(down, ({ phase }) => phase === 'online');
  }, 60_000);

  test('while the only other one is banned: that says nothing of WhatsApp, and this one comes up', async () => {
    const { control, ids, act, until } = await service([{ paired: phone(1) }, { ...on(2), events: 'All' }]);
    const [down, banned] = ids;
    control.ban(banned, { minutes: 60 });
    await until(banned, ({ cause }) => cause?.code === 'temporary_ban');
    expect(await act(down, 'connect')).toMatchObject({ status: 200 });
    await until(down, ({ phase }) => phase === 'online');
  }, 60_000);

  test('in an outage that began a moment ago, unseen so far: the proof is taken by a look just before', async () => {
    const { control, ids, act, calls, until } = await service([{ paired: phone(1) }, on(2), on(3)]);
    const [down, other] = ids;
    // Nothing is pushed of it, and the next sweep is half a second away.
    control.webhookFaults({ lose: 'all' });
    await eventually(() => (control.calls().counts['GET /admin/users'] ?? 0) >= 2);
    control.outage(true);
    expect(await act(down, 'connect')).toMatchObject({ status: 409, reason: 'not_now' });
    expect(calls('connect', down)).toHaveLength(0);
    control.outage(false);
    await until(other, ({ phase }) => phase === 'online', 20_000);
  }, 60_000);

  test('behind a proxy of its own that does not reach WhatsApp: it goes without events, and nobody is hurt', async () => {
    const behind = { paired: phone(1), proxyUrl: 'socks5://127.0.0.1:1' };
    const { control, ids, act, calls, until } = await service([behind, on(2)], { speed: 5 });
    const [down, other] = ids;
    control.goOffline(down);
    expect(await act(down, 'connect')).toMatchObject({ status: 200 });
    expect(JSON.parse(calls('connect', down)[0]!.body)).toMatchObject({ Subscribe: [] });
    // All three attempts fail.
    await eventually(() => !control.truthOf(down).service.known, 15_000);
    expect(control.truthOf(other).whatsapp.online).toBe(true);
    await until(down, ({ connected }) => !connected);
  }, 90_000);
});

describe('K2: a session that heals by itself is connected', () => {
  test('not now, why, and when; and it heals', async () => {
    const { control, ids, act, calls, until } = await service([on(1), on(2)]);
    const [healing] = ids;
    control.goOffline(healing);
    await until(healing, ({ phase }) => phase === 'reconnecting');
    const answer = await act(healing, 'connect');
    expect(answer).toMatchObject({ status: 409, reason: 'not_now', why: 'heals' });
    expect(answer.retryAfterS).toBeGreaterThan(500);
    expect(answer.details).toContain('It is possible from 2');
    expect(calls('connect', healing)).toHaveLength(0);
    control.comeBack(healing);
    await until(healing, ({ phase }) => phase === 'online', 20_000);
  }, 60_000);

  test('a disconnect of it waits until it is back, and is carried out then', async () => {
    const { control, ids, act, calls, until } = await service([on(1), on(2)]);
    const [healing] = ids;
    control.goOffline(healing);
    await until(healing, ({ phase }) => phase === 'reconnecting');
    expect(await act(healing, 'disconnect')).toMatchObject({ status: 200 });
    expect(calls('disconnect', healing)).toHaveLength(0);
    control.comeBack(healing);
    await until(healing, ({ phase, desired }) => phase === 'offline' && desired === 'offline', 30_000);
    await eventually(() => !control.truthOf(healing).whatsapp.online);
  }, 60_000);
});

describe('K3: a disconnect in the QR phase, and a connect before its codes are over', () => {
  test('the disconnect stops nothing there, the connect gets the running code, and both end in peace', async () => {
    const { control, ids, act, calls, until } = await service([{}, on(2)], { speed: 20 });
    const [pairing] = ids;
    expect(await act(pairing, 'connect')).toMatchObject({ status: 200 });
    await until(pairing, ({ qr }) => qr !== null);
    for (let i = 0; i < 3; i++) {
      expect(await act(pairing, 'disconnect')).toMatchObject({ status: 200 });
      await until(pairing, ({ phase, qr }) => phase === 'stopping' && qr === null);
      expect(await act(pairing, 'connect')).toMatchObject({ status: 200 });
    }
    expect(calls('disconnect', pairing)).toHaveLength(0);
    expect(calls('connect', pairing)).toHaveLength(1);
    expect(control.truthOf(pairing).clients).toBe(1);
    // Past the end of the codes, and of what a second client's would have been.
    await eventually(() => !control.truthOf(pairing).service.known, 20_000);
    await until(pairing, ({ connected }) => !connected, 10_000);
  }, 60_000);

  test('scanned after it was stopped: logged in fully, and disconnected only then', async () => {
    const { control, ids, act, until } = await service([{}, on(2)]);
    const [pairing] = ids;
    await act(pairing, 'connect');
    await until(pairing, ({ qr }) => qr !== null);
    await act(pairing, 'disconnect');
    control.scan(pairing);
    await until(pairing, ({ phase, desired }) => phase === 'offline' && desired === 'offline', 20_000);
    await eventually(
      () => !control.truthOf(pairing).whatsapp.online && control.truthOf(pairing).clients === 0,
    );
  }, 60_000);
});

test('K4: a status that many read while it is written is asked where nothing crashes', async () => {
  const { control, ids, act, call, until } = await service([on(1), on(2)], { deadlyReaders: 1 });
  const [id] = ids;
  let reading = true;
  const readers = Array.from({ length: 20 }, async () => {
    while (reading) await call('GET', `${sessionsPath}/${id}/status`);
  });
  await act(id, 'disconnect');
  await until(id, ({ phase }) => phase === 'offline');
  expect(await act(id, 'connect')).toMatchObject({ status: 200 });
  await until(id, ({ phase }) => phase === 'online');
  reading = false;
  await Promise.all(readers);
  expect(control.calls().counts['GET /session/status'] ?? 0).toBe(0);
}, 60_000);

test('K5: a session that shows a code is deleted only when its codes are over', async () => {
  const { control, ids, act, call, until } = await service([{}, on(2)]);
  const [pairing] = ids;
  await act(pairing, 'connect');
  await until(pairing, ({ qr }) => qr !== null);
  const refused = await call<{ reason: string; details: string }>('DELETE', `${sessionsPath}/${pairing}`);
  expect([refused.status, refused.body.reason]).toEqual([409, 'not_now']);
  expect(refused.body.details).toMatch(/possible from \d{4}-/);
  await until(pairing, ({ phase, qr }) => phase === 'stopping' && qr === null);
  const deletes = () => control.calls().writes.filter(({ call: one }) => one.startsWith('DELETE'));
  expect(deletes()).toEqual([]);
  control.scan(pairing);
  await until(pairing, ({ phase }) => phase === 'offline', 20_000);
  expect(await call('DELETE', `${sessionsPath}/${pairing}`)).toMatchObject({ status: 200 });
  expect(deletes()).toHaveLength(1);
}, 60_000);

describe('T6, T7: a connect too soon after a disconnect, and two at once', () => {
  test('waits a second and a half, so that no client is left behind', async () => {
    const { control, ids, act, calls, until } = await service([on(1), on(2)]);
    const [id] = ids;
    for (let i = 0; i < 2; i++) {
      expect(await act(id, 'disconnect')).toMatchObject({ status: 200 });
      expect(await act(id, 'connect')).toMatchObject({ status: 200 });
      const [down, up] = [calls('disconnect', id).at(-1)!, calls('connect', id).at(-1)!];
      expect(up.at - down.at).toBeGreaterThanOrEqual(1_480);
      await until(id, ({ phase }) => phase === 'online');
      expect(control.truthOf(id).clients).toBe(1);
    }
  }, 60_000);

  test('ten admins at once are one connect', async () => {
    const { control, ids, act, calls, until } = await service([{}, on(2)], { latency: { dialMs: 400 } });
    const [id] = ids;
    const answers = await Promise.all(Array.from({ length: 10 }, () => act(id, 'connect')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await until(id, ({ qr }) => qr !== null);
    expect(calls('connect', id)).toHaveLength(1);
    expect(control.truthOf(id).clients).toBe(1);
  }, 60_000);
});
