import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Identity } from '../auth/identity.ts';
import { createClock } from '../clock.ts';
import { watchAuthority } from './authority.ts';
import { person, startNode, statesOf, subscribed, sessionRow, type TestClient } from './testing.ts';

const id = 'a'.repeat(32);

/** What a client is told about its token, and its end. */
function toldTo(client: TestClient): string[] {
  const told: string[] = [];
  client.on('auth:required', () => told.push('required'));
  client.on('auth:expired', () => told.push('expired'));
  client.on('disconnect', (why) => told.push(why));
  return told;
}

test('a token that ends without a fresh one warns, expires after the grace, and closes the socket', async () => {
  const soon = person({ expiresAt: Date.now() + 300 });
  const node = await startNode({ people: { soon }, deps: { limits: { graceMs: 100 } } });
  const client = node.client('soon');
  const told = toldTo(client);
  client.connect();
  await vi.waitFor(() => expect(told).toEqual(['required', 'expired', 'io server disconnect']));
});

test('a fresh token of the same user keeps the socket and brings its new rights; one of another does not', async () => {
  const [firstEnd, secondEnd] = [Date.now() + 500, Date.now() + 60_000_000];
  const people = {
    first: person({ role: 'operator', expiresAt: firstEnd }),
    second: person({ role: 'admin', expiresAt: secondEnd }),
    other: person({ userId: 'budi' }),
  };
  const node = await startNode({ people, deps: { limits: { graceMs: 200 } } });
  node.tail.offer([sessionRow()]);
  const client = await node.connected('first');
  const told = toldTo(client);
  const states = statesOf(client);
  await subscribed(client, 'all');

  expect(await client.emitWithAck('auth:refresh', { token: 'other' })).toMatchObject({ reason: 'forbidden' });
  expect(await client.emitWithAck('auth:refresh', { token: 'none' })).toMatchObject({
    reason: 'unauthorized',
  });
  expect(await client.emitWithAck('auth:refresh', { token: 'second' })).toEqual({
    ok: true,
    expiresAt: new Date(secondEnd).toISOString(),
  });
  node.tail.offer([sessionRow({ version: 2 })]);
  await vi.waitFor(() => expect(states.map(({ version }) => version)).toEqual([2]));
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(firstEnd + 300), {
    timeout: 3_000,
  });
  expect(client.connected).toBe(true);
  expect(told.filter((one) => one !== 'required')).toEqual([]);
  expect(await client.emitWithAck('subscribe', { sessions: [id] })).toMatchObject({ ok: true });
});

test("a revoked user's sockets are closed at once, others' stay", async () => {
  const node = await startNode({ people: { sari: person(), budi: person({ userId: 'budi' }) } });
  const [sari, budi] = await Promise.all([node.connected('sari'), node.connected('budi')]);
  const told = toldTo(sari);
  node.revoke('sari');
  await vi.waitFor(() => expect(told).toEqual(['expired', 'io server disconnect']));
  expect(budi.connected).toBe(true);
});

test('rights that end between the check of a token and the open socket end that socket too', async () => {
  const people: Record<string, Identity> = { sari: person() };
  let checked = () => {};
  const node = await startNode({
    people,
    deps: {
      verify(token) {
        const who = people[token];
        checked();
        if (who) return Promise.resolve(who);
        return Promise.reject(Object.assign(new Error('Revoked'), { reason: 'token_expired' }));
      },
    },
  });
  checked = () => {
    checked = () => {};
    // The token was good when it was looked at; nobody sits in a room yet who could be closed.
    delete people['sari'];
    node.revoke('sari');
  };
  const client = node.client('sari');
  const told = toldTo(client);
  client.connect();
  await vi.waitFor(() => expect(told).toEqual(['expired', 'io server disconnect']));
});

test('a check that fails for reasons of ours closes nobody', async () => {
  let failing = false;
  const node = await startNode({
    deps: {
      verify() {
        if (failing) return Promise.reject(new Error('The database is away'));
        failing = true;
        return Promise.resolve(person());
      },
    },
  });
  node.tail.offer([sessionRow()]);
  const client = await node.connected('admin');
  expect(await subscribed(client, [id])).toMatchObject({ ok: true });
  expect(client.connected).toBe(true);
});

beforeEach(() => void vi.useRealTimers());
afterEach(() => void vi.useRealTimers());

test('the warning comes 60 s before the end, the end 25 s after it; a far end does not come at once', () => {
  vi.useFakeTimers();
  const told: string[] = [];
  const end = Date.now() + 900_000;
  const on = { required: () => told.push('required'), expired: () => told.push('expired') };
  const authority = watchAuthority(end, createClock(), on);
  vi.advanceTimersByTime(839_999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['required']);
  vi.advanceTimersByTime(84_999);
  expect(told).toEqual(['required']);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['required', 'expired']);

  authority.renew(Date.now() + 100 * 86_400_000);
  vi.advanceTimersByTime(90 * 86_400_000);
  expect(told).toHaveLength(2);
  vi.advanceTimersByTime(10 * 86_400_000);
  expect(told.slice(2)).toEqual(['required']);
  authority.renew(Date.now() + 40_000);
  vi.advanceTimersByTime(19_999);
  expect(told).toHaveLength(3);
  vi.advanceTimersByTime(1);
  expect(told.slice(3)).toEqual(['required']);
  authority.stop();
  vi.advanceTimersByTime(86_400_000);
  expect(told).toHaveLength(4);
});
