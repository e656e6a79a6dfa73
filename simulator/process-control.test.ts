import { expect, test } from 'vitest';
import { serviceCalls, start, untilTrue } from './test-caller.ts';

const online = { name: 'a', token: 'tok-a', paired: '6280000000101', online: true };

async function control(url: string, path: string, body?: unknown) {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('the controls are calls as well', async () => {
  const { simulator } = await start();
  const url = simulator.controlUrl;
  expect((await control(url, '/seed', { users: [online] })).status).toBe(200);
  await untilTrue(async () => {
    const { whatsapp } = (await control(url, '/truth?user=tok-a')).body as { whatsapp: { online: boolean } };
    return whatsapp.online;
  });
  expect((await control(url, '/unlink', { user: 'tok-a' })).body).toEqual({ ok: true });
  expect(await control(url, '/unlink', { user: 'nobody' })).toMatchObject({ status: 400 });
  expect(await control(url, '/scan', { user: 'tok-a' })).toEqual({
    status: 400,
    body: { error: 'no code is shown', why: 'no_code' },
  });
  expect(await control(url, '/nope', {})).toMatchObject({ status: 400 });
});

test('a closed port refuses, while the controls answer on a port of their own', async () => {
  const { simulator, control: controls, calls } = await start({ controlPort: 0 });
  controls.addUser(online);
  await control(simulator.controlUrl, '/down', { mode: 'refuse' });
  await expect(calls.status('tok-a')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  await control(simulator.controlUrl, '/up', {});
  expect((await calls.get('/session/status', 'tok-a')).status).toBe(200);
});

test('a service that is killed forgets its memory and starts again what its database has', async () => {
  const { control: controls, calls } = await start();
  controls.addUser(online);
  await untilTrue(() => controls.truthOf('tok-a').whatsapp.online);
  await controls.down({ kill: true });
  expect(controls.truthOf('tok-a').whatsapp.online).toBe(false);
  await controls.up();
  await untilTrue(() => controls.truthOf('tok-a').whatsapp.online);
  await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
});

test('the service can be slow, silent, broken and something else altogether', async () => {
  const { control: controls, calls, simulator } = await start();
  controls.addUser(online);
  controls.faults({ error500: true });
  expect((await calls.get('/session/status', 'tok-a')).status).toBe(500);
  controls.faults({ error500: false, garbage: true });
  expect((await calls.get('/session/status', 'tok-a')).text).toContain('<html>');
  controls.faults({ garbage: false, slowMs: 60 });
  const before = Date.now();
  await calls.status('tok-a');
  expect(Date.now() - before).toBeGreaterThanOrEqual(58);
  controls.faults({ slowMs: 0, hang: true, only: '/session/status' });
  const hanging = fetch(`${simulator.url}/session/status?token=tok-a`, { signal: AbortSignal.timeout(50) });
  await expect(hanging).rejects.toThrow();
  expect((await calls.admin('GET', '/admin/users')).status).toBe(200);
  controls.faults({ hang: false, sqliteHiccups: 1, only: '' });
  expect((await calls.admin('GET', '/admin/users')).body.error).toBe('problem accessing DB');
  expect((await calls.get('/session/status', 'tok-a')).status).toBe(200);
});

test('the journal tells what reached the service and how many calls of a session ran at once', async () => {
  const { control: controls, simulator } = await start({ answerDelayMs: 20 });
  const calls = serviceCalls(simulator);
  const { id } = controls.addUser({ name: 'a', token: 'tok-a' });
  await Promise.all([calls.status('tok-a'), calls.status('tok-a'), calls.admin('GET', '/admin/users')]);
  await calls.connect('tok-a', ['QR']);
  await calls.get('/nope', 'tok-a');
  const journal = controls.calls();
  expect(journal.counts).toEqual({
    'GET /session/status': 2,
    'GET /admin/users': 1,
    'POST /session/connect': 1,
    'GET (unknown)': 1,
  });
  expect(journal.maxConcurrent).toEqual({ [id]: 2 });
  expect(journal.writes).toEqual([
    {
      at: expect.any(Number) as unknown,
      call: 'POST /session/connect',
      userId: id,
      status: 200,
      body: '{"Subscribe":["QR"],"Immediate":true}',
    },
  ]);
  controls.resetCalls();
  expect(controls.calls().counts).toEqual({});
});
