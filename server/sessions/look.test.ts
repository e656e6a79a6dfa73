import { expect, test } from 'vitest';
import { startNode } from './testing-node.ts';
import { eventually, rani, watchService } from './testing.ts';

const looks = (counts: Record<string, number>) => counts['GET /admin/users/{id}'] ?? 0;

async function online() {
  const service = await watchService({ sweepEveryMs: 60_000 });
  const id = await service.session({ paired: '628123456789', online: true });
  await service.watch.sync(rani);
  await service.until(id, ({ phase }) => phase === 'online');
  service.control.resetCalls();
  return { ...service, id, asked: () => looks(service.control.calls().counts) };
}

test('a thousand pollers of one moment cost the service one question', async () => {
  const { id, watch, asked } = await online();
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => watch.fresh(id, 0)));
  expect(answers.every((answer) => answer.ok)).toBe(true);
  expect(asked()).toBe(1);
});

test('a state that was confirmed a moment ago is answered without a question', async () => {
  const { id, watch, asked } = await online();
  await watch.fresh(id, 0);
  const again = await watch.fresh(id, 1_000);
  expect(again).toMatchObject({ ok: true, row: { phase: 'online' } });
  expect(asked()).toBe(1);
});

test('a slow answer of the past never overwrites what happened since', async () => {
  const { id, watch, actions, control, known, phases } = await online();
  control.faults({ slowMs: 250, only: 'GET /admin/users' });
  const looking = watch.fresh(id, 0);
  const disconnecting = actions.disconnect(id, rani);
  control.faults({ slowMs: 0 });
  await Promise.all([looking, disconnecting]);
  expect(known.get(id)).toMatchObject({ phase: 'offline', desired: 'offline' });
  expect(phases(id).slice(phases(id).lastIndexOf('online'))).toEqual(['online', 'offline']);
});

test('who asks for a session that is not there is told so', async () => {
  const { watch } = await online();
  expect(await watch.fresh('nobody', 0)).toMatchObject({
    ok: false,
    status: 404,
    reason: 'session_not_found',
  });
});

test.each([
  [{ garbage: true }, 502, 'upstream_unreachable'],
  [{ error500: true }, 502, 'upstream_error'],
] as const)(
  'a service that answers with %o is told in the contract’s words',
  async (faults, status, reason) => {
    const { id, watch, control } = await online();
    control.faults(faults);
    expect(await watch.fresh(id, 0)).toMatchObject({ ok: false, status, reason });
  },
);

test.each(['{"status":"maintenance"}', '{}', '{"data":[]}'])(
  'what a proxy says instead of the service turns no session off: %s',
  async (body) => {
    const { id, watch, control, known } = await online();
    control.faults({ instead: { status: 200, body, contentType: 'application/json' } });
    expect(await watch.fresh(id, 0)).toMatchObject({ ok: false, status: 502 });
    expect(known.get(id)).toMatchObject({ phase: 'online', connected: true, loggedIn: true });
  },
);

test('nor does a login that it asks for itself, where sessions are asked by their own tokens', async () => {
  const { id, stop, ...service } = await online();
  await stop();
  const { watch, known } = await startNode(service, { byAdmin: false });
  await watch.fresh(id, 0);
  const { control } = service;
  control.faults({ instead: { status: 401, body: '<html>Sign in', contentType: 'text/html' } });
  expect(await watch.fresh(id, 0)).toMatchObject({ ok: false, status: 502 });
  expect(known.get(id)).toMatchObject({ phase: 'online', connected: true, loggedIn: true });
});

test('a look that hangs holds a pairing up for a moment, not for as long as a call may take', async () => {
  const service = await watchService({ sweepEveryMs: 60_000, timeouts: {} });
  const { control, until, viewers } = service;
  const id = await service.session({});
  await service.watch.sync(rani);
  await viewers.look(id, { id: 'a-socket', userId: 'rani', name: 'Rani' });
  await service.actions.connect(id, {}, rani);
  await until(id, ({ qr }) => qr !== null);
  control.faults({ hang: true, only: 'GET /admin/users/{id}' });
  control.resetCalls();
  await eventually(() => looks(control.calls().counts) > 0);
  control.scan(id);
  control.faults({ hang: false, only: '' });
  await until(id, ({ phase }) => phase === 'online', 7_000);
});
