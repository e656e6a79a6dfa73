import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { HeliographError } from './heliograph-error.ts';
import { openFeed, scriptedGateway } from './testing.ts';

/** A source whose tokens are numbered; it notes how it was asked. */
function numbered() {
  const asked: boolean[] = [];
  const token = ({ fresh }: { fresh: boolean }) => {
    asked.push(fresh);
    return `token ${asked.length}`;
  };
  return { asked, token };
}

test('a token that is about to end is renewed without a new connection', async () => {
  const gateway = await scriptedGateway();
  const { asked, token } = numbered();
  const feed = openFeed(gateway.url, { token });
  const socket = await gateway.only();
  socket.emit('auth:required', { expiresAt: new Date().toISOString() });
  await vi.waitFor(() => expect(gateway.calls).toEqual(['refresh token 2']));
  expect(asked).toEqual([false, true]);
  expect(feed.connection.is).toBe('live');
  expect(gateway.tokens).toEqual(['token 1']);
});

test('after auth:expired it comes back with a fresh token', async () => {
  const gateway = await scriptedGateway();
  const { asked, token } = numbered();
  const feed = openFeed(gateway.url, { token });
  const socket = await gateway.only();
  socket.emit('auth:expired', {});
  socket.disconnect(true);
  await vi.waitFor(() => expect(gateway.tokens).toEqual(['token 1', 'token 2']));
  await vi.waitFor(() => expect(feed.connection.is).toBe('live'));
  expect(asked).toEqual([false, true]);
});

test('a token that is refused is replaced once; a fresh one that is refused too ends in signed-out', async () => {
  const gateway = await scriptedGateway();
  gateway.script.admit = (token) => (token === 'token 1' ? 'token_expired' : null);
  const good = openFeed(gateway.url, numbered());
  await vi.waitFor(() => expect(good.connection.is).toBe('live'));
  gateway.script.admit = () => 'unauthorized';
  const bad = openFeed(gateway.url, numbered());
  await vi.waitFor(() => expect(bad.connection).toEqual({ is: 'signed-out', reason: 'unauthorized' }));
  expect(gateway.tokens.slice(2)).toEqual(['token 1', 'token 2']);

  gateway.script.admit = () => null;
  bad.retry();
  await vi.waitFor(() => expect(bad.connection.is).toBe('live'));
});

test('a plain token that is refused, and a page that may not connect, are signed out at once', async () => {
  const gateway = await scriptedGateway();
  gateway.script.admit = () => 'token_expired';
  const plain = openFeed(gateway.url, { token: 'old' });
  await vi.waitFor(() => expect(plain.connection.is).toBe('signed-out'));
  gateway.script.admit = () => 'origin_refused';
  const foreign = openFeed(gateway.url, numbered());
  await vi.waitFor(() => expect(foreign.connection).toEqual({ is: 'signed-out', reason: 'origin_refused' }));
  expect(gateway.tokens).toHaveLength(2);
});

test('a source that cannot be reached is asked again; one that says no ends in signed-out', async () => {
  const gateway = await scriptedGateway();
  let tries = 0;
  const feed = openFeed(gateway.url, {
    token() {
      tries += 1;
      if (tries < 3) throw new HeliographError({ reason: 'unreachable', status: 0, message: 'no network' });
      return 'token';
    },
  });
  await vi.waitFor(() => expect(feed.connection.is).toBe('live'));
  const out = openFeed(gateway.url, {
    token: () => Promise.reject(new HeliographError({ reason: 'unauthorized', status: 401, message: 'no' })),
  });
  await vi.waitFor(() => expect(out.connection).toEqual({ is: 'signed-out', reason: 'unauthorized' }));
});

test('while nobody answers it says when it tries again, and it is live when somebody does', async () => {
  const gateway = await scriptedGateway();
  const feed = openFeed(gateway.url);
  await vi.waitFor(() => expect(feed.connection.is).toBe('live'));
  const waits: number[] = [];
  feed.onConnection((connection) => {
    if (connection.is === 'reconnecting' && connection.nextAttemptAt) waits.push(connection.nextAttemptAt);
  });
  gateway.script.admit = () => 'rate_limited';
  (await gateway.only()).disconnect(true);
  await vi.waitFor(() => expect(waits.length).toBeGreaterThan(3));
  gateway.script.admit = () => null;
  await vi.waitFor(() => expect(feed.connection.is).toBe('live'));
});

test('an attempt that hangs is given up for one that somebody asks for', async () => {
  const gateway = await scriptedGateway();
  // The first that comes is never answered, as behind a network that swallows packets.
  const came: Socket[] = [];
  const door = createServer((socket) => {
    if (came.push(socket) > 1) socket.pipe(createConnection(Number(new URL(gateway.url).port))).pipe(socket);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void door.close());
  await once(door, 'listening');
  const feed = openFeed(`http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  await vi.waitFor(() => expect(came).toHaveLength(1));
  feed.retry();
  await vi.waitFor(() => expect(feed.connection.is).toBe('live'));
  expect(gateway.tokens).toHaveLength(1);
  expect(came).toHaveLength(2);
});

test('a closed feed tries nothing more', async () => {
  const gateway = await scriptedGateway();
  const feed = openFeed(gateway.url);
  await gateway.only();
  feed.close();
  feed.retry();
  await vi.waitFor(() => expect(gateway.sockets()).toEqual([]));
  expect(feed.connection).toEqual({ is: 'closed' });
  expect(gateway.tokens).toHaveLength(1);
});

test('attempts go on without an end, at waits that differ and never pass the ceiling', async () => {
  const feed = openFeed('http://127.0.0.1:1', { firstBackoffMs: 2, maxBackoffMs: 16 });
  const waits: number[] = [];
  feed.onConnection((connection) => {
    if (connection.is === 'reconnecting' && connection.nextAttemptAt !== null) {
      waits.push(connection.nextAttemptAt - Date.now());
    }
  });
  await vi.waitFor(() => expect(waits.length).toBeGreaterThan(20));
  expect(Math.max(...waits)).toBeLessThanOrEqual(16);
  expect(new Set(waits).size).toBeGreaterThan(4);
});
