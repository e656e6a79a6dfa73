import { afterEach, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { eventually, rani, watchService, type WatchOptions } from './testing.ts';

let simulator: Simulator | null = null;
afterEach(() => {
  expect(simulator?.control.truth().deaths ?? []).toEqual([]);
  simulator = null;
});

/** A paired session that is down, on a service that others may use too. */
async function paired(options: WatchOptions = {}, others: { paired: string; proxyUrl?: string }[] = []) {
  const service = await watchService({
    ...options,
    simulator: { deadly: true, webhookUrl: 'http://127.0.0.1:9/', ...options.simulator },
  });
  simulator = service.simulator;
  const id = await service.session({ paired: '628000000001' });
  const ids: string[] = [];
  for (const other of others) ids.push(await service.session({ ...other, online: true }));
  await service.watch.sync(rani);
  for (const other of ids) await service.until(other, ({ phase }) => phase === 'online');
  service.control.resetCalls();
  return { ...service, id, others: ids };
}

const subscribed = (call: { body: string }) => (JSON.parse(call.body) as { Subscribe: string[] }).Subscribe;

test('a paired session is connected with its events when nobody else uses the service', async () => {
  const { id, actions, until, writes } = await paired();
  expect(await actions.connect(id, {}, rani)).toMatchObject({ ok: true });
  await until(id, ({ phase }) => phase === 'online');
  expect(subscribed(writes('connect')[0]!)).toEqual(['Message']);
  expect(writes('webhook')).toHaveLength(0);
});

test('with another one online, a look at that one proves that WhatsApp is reachable, just before the connect', async () => {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const { id, others, actions, until, writes, control } = await paired({ sweepEveryMs: 60_000, now }, [
    { paired: '628000000002' },
  ]);
  // What was seen of it before is older than two seconds by now.
  ahead = 5_000;
  expect(control.calls().maxConcurrent[others[0]!]).toBeUndefined();
  expect(await actions.connect(id, {}, rani)).toMatchObject({ ok: true });
  expect(control.calls().maxConcurrent[others[0]!]).toBe(1);
  await until(id, ({ phase }) => phase === 'online');
  expect(subscribed(writes('connect')[0]!)).toEqual(['Message']);
});

test('when all others are healing it is not now, and the answer says when to come again', async () => {
  const { id, others, actions, until, writes, control } = await paired({}, [
    { paired: '628000000002' },
    { paired: '628000000003' },
  ]);
  for (const other of others) control.goOffline(other);
  for (const other of others) await until(other, ({ phase }) => phase === 'reconnecting');
  const answer = await actions.connect(id, {}, rani);
  expect(answer).toMatchObject({ ok: false, status: 409, reason: 'not_now', retryAfterS: 10 });
  expect(!answer.ok && answer.details).toContain('bring the service down for everybody');
  expect(writes('connect')).toHaveLength(0);
});

test('the one that should prove it has dropped, unseen so far: it is not now', async () => {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const { id, others, actions, control, writes } = await paired({ sweepEveryMs: 60_000, now }, [
    { paired: '628000000002' },
  ]);
  ahead = 5_000;
  control.goOffline(others[0]!);
  expect(await actions.connect(id, {}, rani)).toMatchObject({ status: 409, reason: 'not_now' });
  expect(writes('connect')).toHaveLength(0);
});

test('a session without a phone asks for a code whatever the others do', async () => {
  const { others, actions, session, watch, until, control } = await paired({}, [{ paired: '628000000002' }]);
  const fresh = await session();
  await watch.sync(rani);
  control.goOffline(others[0]!);
  await until(others[0]!, ({ phase }) => phase === 'reconnecting');
  expect(await actions.connect(fresh, {}, rani)).toMatchObject({ ok: true });
  await until(fresh, ({ qr }) => qr !== null);
});

test('a session with a proxy of its own is connected without events, and given them once it is online', async () => {
  const service = await paired({}, [{ paired: '628000000002' }]);
  const { actions, session, watch, until, writes, control } = service;
  const webhook = 'https://example.net/hook';
  const id = await session({
    paired: '628000000009',
    proxyUrl: 'socks5://h:1',
    webhook,
    events: 'Message,ReadReceipt',
  });
  await watch.sync(rani);
  expect(await actions.connect(id, {}, rani)).toMatchObject({
    ok: true,
    data: { events: 'Message, ReadReceipt' },
  });
  await until(id, ({ phase, eventsOwed }) => phase === 'online' && !eventsOwed);
  expect(subscribed(writes('connect', id)[0]!)).toEqual([]);
  const [given] = writes('webhook', id);
  expect(JSON.parse(given!.body)).toEqual({ webhookurl: webhook, events: ['Message', 'ReadReceipt'] });
  expect(control.truthOf(id).service.events).toBe('Message,ReadReceipt');
});

test('its first attempt fails: the service lives, for all', async () => {
  const { actions, session, watch, until, control, others } = await paired({ simulator: { speed: 20 } }, [
    { paired: '628000000002' },
  ]);
  const id = await session({ paired: '628000000009', proxyUrl: 'socks5://h:1' });
  await watch.sync(rani);
  control.goOffline(id);
  await actions.connect(id, {}, rani);
  await eventually(() => control.truthOf(id).whatsapp.dialledAt.length >= 3);
  await eventually(() => !control.truthOf(id).service.known);
  expect(control.truth().alive).toBe(true);
  await until(others[0]!, ({ phase }) => phase === 'online');
});

test('strangers on the service whom nobody here may look at are not put at risk either', async () => {
  const { id, actions, session, until, known, writes } = await paired();
  await session({ paired: '628000000005', online: true });
  await eventually(() => (known.strangers?.up ?? 0) > 0);
  expect(await actions.connect(id, {}, rani)).toMatchObject({ ok: true });
  await until(id, ({ phase, eventsOwed }) => phase === 'online' && !eventsOwed);
  expect(subscribed(writes('connect')[0]!)).toEqual([]);
  expect(writes('webhook')).toHaveLength(1);
});

test('events an admin chooses are kept, and told as the service has them', async () => {
  const { id, actions, until, store, control } = await paired({ pushed: true });
  const answer = await actions.connect(id, { events: ['Message', 'ReadReceipt'] }, rani);
  expect(answer).toMatchObject({ ok: true, data: { events: 'Message, ReadReceipt' } });
  await until(id, ({ phase }) => phase === 'online');
  expect((await store.byIds([id]))[0]!.events).toBe('Message,ReadReceipt');
  const upstream = control.truthOf(id).service.events.split(',');
  expect(upstream).toEqual(expect.arrayContaining(['Message', 'ReadReceipt', 'QR', 'LoggedOut']));
  expect(upstream).not.toContain('ConnectFailure');
});
