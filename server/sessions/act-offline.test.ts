import { afterEach, expect, test } from 'vitest';
import { claimAction } from '../../db/actions.ts';
import { readTimeline } from '../../db/timeline.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { eventually, oscar, rani, watchService, type WatchOptions } from './testing.ts';

let simulator: Simulator | null = null;
afterEach(() => {
  expect(simulator?.control.truth().deaths ?? []).toEqual([]);
  simulator = null;
});

/** One online session that should be online, on a service that dies of what kills the real one. */
async function online(options: WatchOptions = {}) {
  const service = await watchService({
    ...options,
    simulator: { deadly: true, webhookUrl: 'http://127.0.0.1:9/', ...options.simulator },
  });
  simulator = service.simulator;
  const id = await service.session({ paired: '628123456789', online: true });
  await service.watch.sync(rani);
  await service.until(id, ({ phase, desired }) => phase === 'online' && desired === 'online');
  return { ...service, id };
}

test('an online session is disconnected at once, in the seed’s words', async () => {
  const { id, actions, known, writes } = await online();
  expect(await actions.disconnect(id, rani)).toEqual({
    ok: true,
    data: { message: 'Session disconnected successfully', details: 'Disconnected from WhatsApp server' },
    warning: 'Disconnect feature is still in development',
  });
  expect(known.get(id)).toMatchObject({ phase: 'offline', cause: { code: 'by_admin', by: 'Rani' } });
  expect(writes('disconnect')).toHaveLength(1);
  // Done is done: once more calls nothing.
  expect(await actions.disconnect(id, oscar)).toMatchObject({ ok: true });
  expect(writes('disconnect')).toHaveLength(1);
});

test('a connect right after a disconnect waits until the service has closed the old client (T6)', async () => {
  const { id, actions, until, writes, control } = await online();
  await actions.disconnect(id, rani);
  const disconnectedAt = writes('disconnect')[0]!.at;
  expect(await actions.connect(id, {}, rani)).toMatchObject({ ok: true });
  await until(id, ({ phase }) => phase === 'online');
  expect(writes('connect')[0]!.at - disconnectedAt).toBeGreaterThanOrEqual(1_500);
  await eventually(() => control.truthOf(id).clients === 1);
});

test('a connect that comes while a disconnect is under way is carried out after it', async () => {
  const { id, actions, until, writes } = await online({ simulator: { answerDelayMs: 60 } });
  const disconnecting = actions.disconnect(id, oscar);
  await eventually(() => writes('disconnect').length === 1);
  const connecting = actions.connect(id, {}, rani);
  expect(await disconnecting).toMatchObject({ ok: true });
  expect(await connecting).toMatchObject({ ok: true });
  await until(id, ({ phase, desired }) => phase === 'online' && desired === 'online');
  expect(writes('connect')).toHaveLength(1);
});

test('a disconnect overtakes a connect that waits: the newer wish wins', async () => {
  const { id, actions, known, writes } = await online();
  await actions.disconnect(id, rani);
  const waiting = actions.connect(id, {}, oscar);
  await eventually(() => known.get(id)?.desired === 'online');
  const [overtaken] = await Promise.all([waiting, actions.disconnect(id, rani)]);
  expect(overtaken).toMatchObject({ ok: false, status: 409, reason: 'action_in_progress' });
  expect(known.get(id)).toMatchObject({ phase: 'offline', desired: 'offline' });
  expect(writes('connect')).toHaveLength(0);
});

test('a logout forgets the phone; the connect after it waits, and shows a code', async () => {
  const { id, actions, known, until, writes } = await online();
  expect(await actions.logout(id, rani)).toEqual({
    ok: true,
    data: {
      message: 'Successfully logged out from WhatsApp account',
      details: 'Logged out successfully',
    },
  });
  expect(known.get(id)).toMatchObject({ phase: 'offline', jid: null, paired: 'no', desired: 'offline' });
  const loggedOutAt = writes('logout')[0]!.at;
  expect(await actions.logout(id, rani)).toMatchObject({ status: 409, reason: 'not_connected' });
  await actions.connect(id, {}, rani);
  await until(id, ({ qr }) => qr !== null);
  expect(writes('connect')[0]!.at - loggedOutAt).toBeGreaterThanOrEqual(1_500);
  expect(await actions.logout(id, rani)).toMatchObject({ status: 409, reason: 'not_logged_in' });
  expect(writes('logout')).toHaveLength(1);
});

test('a logout that WhatsApp never answers leaves the session online, and may still happen', async () => {
  const { id, actions, known, control, writes } = await online({ timeouts: { whatsappMs: 400 } });
  control.silence(true, id);
  expect(await actions.logout(id, rani)).toMatchObject({ status: 504, reason: 'upstream_timeout' });
  const row = known.get(id)!;
  expect(row).toMatchObject({ phase: 'online', desired: 'online' });
  expect(row.quietUntil! - Date.now()).toBeGreaterThan(50_000);
  // It is online: a connect has nothing to do, and sends nothing into the doubt.
  expect(await actions.connect(id, {}, rani)).toMatchObject({ ok: true });
  expect(writes('connect')).toHaveLength(0);
});

test('a disconnect while the service is away fails in the seed’s words; the wish is carried out later, once', async () => {
  const { id, actions, known, until, control, writes, db, logged } = await online({
    simulator: { controlPort: 0 },
  });
  await control.down({ mode: 'refuse' });
  expect(await actions.disconnect(id, rani)).toEqual({
    ok: false,
    status: 500,
    reason: 'upstream_unreachable',
    error:
      'Disconnect feature is still in development and may have bugs. Session status updated in database.',
    details: 'External service error',
    warning: 'This feature is experimental',
  });
  expect(known.get(id)).toMatchObject({ phase: 'online', desired: 'offline', offlineDue: true });
  await eventually(() => known.upstream.status === 'unreachable');
  await control.up();
  const row = await until(id, ({ phase }) => phase === 'offline');
  expect(row.cause).toMatchObject({ code: 'by_admin', by: 'Rani' });
  expect(writes('disconnect')).toHaveLength(1);
  // It was not tried again and again meanwhile.
  const told = await readTimeline(db, id, { limit: 100 });
  expect(told.filter(({ type, data }) => type === 'disconnect' && 'outcome' in data).length).toBeLessThan(5);
  expect(logged('could not do what was due')).toEqual([]);
});

test('a session that heals is never connected, and a disconnect of it is done when it is back', async () => {
  const { id, actions, known, until, control, writes } = await online();
  control.goOffline(id);
  await until(id, ({ phase }) => phase === 'reconnecting');
  const refused = await actions.connect(id, {}, rani);
  expect(refused).toMatchObject({ ok: false, status: 409, reason: 'not_now' });
  expect(!refused.ok && refused.retryAfterS).toBeGreaterThan(500);
  expect(await actions.disconnect(id, rani)).toMatchObject({
    ok: true,
    data: { details: 'It is not up just now. It will be disconnected as soon as it comes back' },
  });
  expect(writes('disconnect')).toHaveLength(0);
  control.comeBack(id);
  await until(id, ({ phase, offlineDue }) => phase === 'offline' && !offlineDue);
  expect(writes('disconnect')).toHaveLength(1);
  expect(writes('connect')).toHaveLength(0);
  expect(known.get(id)!.cause).toMatchObject({ code: 'by_admin', by: 'Rani' });
});

test('nothing is sent on the word of an old look: a connect of a service that does not answer fails', async () => {
  const { id, actions, control, writes } = await online({ simulator: { controlPort: 0 } });
  await actions.disconnect(id, rani);
  await control.down();
  expect(await actions.connect(id, {}, rani)).toMatchObject({ status: 502, reason: 'upstream_unreachable' });
  expect(writes('connect')).toHaveLength(0);
});

test('nor is a session that was online last called connected by a service that does not answer', async () => {
  const { id, actions, control } = await online({ simulator: { controlPort: 0 } });
  await control.down();
  expect(await actions.connect(id, {}, rani)).toMatchObject({ status: 502, reason: 'upstream_unreachable' });
});

test('an action whose node died lets the next one in when its row is old', async () => {
  const { id, actions, db, known } = await online();
  const dead = { sessionId: id, kind: 'connect', actor: 'rani', node: 'a dead node', bootId: 'its boot' };
  await claimAction(db, dead);
  await db
    .updateTable('actions')
    .set({ heartbeat_at: new Date(Date.now() - 16_000) })
    .execute();
  expect(await actions.disconnect(id, rani)).toMatchObject({ ok: true });
  expect(known.get(id)!.phase).toBe('offline');
});
