import { expect, test, vi } from 'vitest';
import { createBucket } from './limits.ts';
import { person, sessionRow, startNode, subscribed, type TestClient } from './testing.ts';

const refusal = (client: TestClient) =>
  new Promise<unknown>((resolve) => {
    client.once('connect_error', (error: Error & { data?: unknown }) => resolve(error.data));
    client.connect();
  });

test('a bucket gives a burst, then so many a second, and counts what came in vain', () => {
  const bucket = createBucket(10, 3);
  expect([1, 2, 3, 4, 5].map(() => bucket.take(0))).toEqual([true, true, true, false, false]);
  expect(bucket.inVain()).toBe(2);
  expect(bucket.take(100)).toBe(true);
  expect(bucket.take(100)).toBe(false);
  expect(bucket.take(60_000)).toBe(true);
});

test('an account has so many sockets, and a place again when one is gone', async () => {
  const people = { sari: person(), budi: person({ userId: 'budi' }) };
  const node = await startNode({ people, deps: { limits: { perAccount: 2 } } });
  const first = await node.connected('sari');
  await node.connected('sari');
  expect(await refusal(node.client('sari'))).toEqual({ reason: 'too_many' });
  await node.connected('budi');
  first.disconnect();
  await vi.waitFor(() => expect(node.realtime.sockets()).toBe(2));
  await node.connected('sari');
});

test('an address has so many sockets, whoever they are', async () => {
  const node = await startNode({ deps: { limits: { perAddress: 1 } } });
  await node.connected('admin');
  expect(await refusal(node.client('admin'))).toEqual({ reason: 'too_many' });
});

test('calls above the rate are refused with the reason, and served again after a while', async () => {
  const node = await startNode({ deps: { limits: { callsPerS: 20, callBurst: 5 } } });
  const client = await node.connected('admin');
  const calls = Array.from({ length: 8 }, () => client.emitWithAck('subscribe', { sessions: 'all' }));
  const answers = await Promise.all(calls);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false, false, false]);
  expect(answers.at(-1)).toMatchObject({ reason: 'rate_limited', retryAfterS: 1 });
  await vi.waitFor(async () =>
    expect(await client.emitWithAck('subscribe', { sessions: 'all' })).toMatchObject({ ok: true }),
  );
});

test('who floods on is closed', async () => {
  const node = await startNode({ deps: { limits: { callsPerS: 1, callBurst: 1 } } });
  const client = await node.connected('admin');
  const closed = new Promise((resolve) => client.once('disconnect', resolve));
  for (let i = 0; i < 1_100; i++) client.emit('unsubscribe', { sessions: 'all' }, () => undefined);
  expect(await closed).toBe('io server disconnect');
});

test('subscribing again to the same sessions takes no more of what a socket may have', async () => {
  const ids = Array.from({ length: 1_000 }, (_, i) => String(i));
  const node = await startNode();
  node.tail.offer(ids.map((id) => sessionRow({ id })));
  const client = await node.connected('admin');
  for (let i = 0; i < 12; i++) expect((await subscribed(client, ids)).denied).toEqual([]);
  node.tail.offer(Array.from({ length: 9_500 }, (_, i) => sessionRow({ id: `more-${i}` })));
  const more = (from: number) => Array.from({ length: 1_000 }, (_, i) => `more-${from + i}`);
  for (let from = 0; from < 9_000; from += 1_000) await subscribed(client, more(from));
  expect(await client.emitWithAck('subscribe', { sessions: ['more-9200'] })).toMatchObject({
    reason: 'too_many',
  });
});

test('a payload that is not as documented is refused, and the socket lives on', async () => {
  const node = await startNode();
  const client = await node.connected('admin');
  const wrong = [{}, { sessions: [] }, { sessions: 7 }, { sessions: 'all', more: 1 }, null, 'all'];
  for (const payload of wrong) {
    const call = (name: 'subscribe' | 'unsubscribe') =>
      client.emitWithAck(name, payload as { sessions: 'all' });
    expect(await call('subscribe')).toMatchObject({ ok: false, reason: 'invalid_body' });
    expect(await call('unsubscribe')).toMatchObject({ ok: false, reason: 'invalid_body' });
  }
  expect(await client.emitWithAck('auth:refresh', { token: '' })).toMatchObject({ reason: 'invalid_body' });
  expect(await client.emitWithAck('pairing:start', {})).toMatchObject({ reason: 'forbidden' });
  await subscribed(client, 'all');
});

test('a revoked key ends its own sockets only', async () => {
  const people = {
    one: person({ kind: 'key', credentialId: 'k1', scopes: new Set(['sessions:read']) }),
    two: person({ kind: 'key', credentialId: 'k2', scopes: new Set(['sessions:read']) }),
  };
  const node = await startNode({ people });
  const [one, two] = [await node.connected('one'), await node.connected('two')];
  const told: string[] = [];
  one.on('auth:expired', () => told.push('expired'));
  one.on('disconnect', (why) => told.push(why));
  node.revokeCredential('k1');
  await vi.waitFor(() => expect(told).toEqual(['expired', 'io server disconnect']));
  expect(two.connected).toBe(true);
});
