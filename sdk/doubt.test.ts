import { expect, test, vi } from 'vitest';
import { openFeed, scriptedGateway, sessionState, snapshot } from './testing.ts';

test('a list that is refused stays in doubt, with the reason, until somebody asks again', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = () => ({ ok: false, reason: 'forbidden', error: 'no' });
  const feed = openFeed(gateway.url);
  feed.subscribe('all');
  await vi.waitFor(() => expect(feed.doubt?.reason).toBe('forbidden'));
  gateway.script.subscribe = () => snapshot([]);
  feed.retry();
  await vi.waitFor(() => expect(feed.doubt).toBeNull());
  expect(gateway.calls).toEqual(['subscribe all', 'subscribe all']);
});

test('after a loss all is in doubt since then, until the last page of the list is read anew', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = () => snapshot([sessionState()]);
  const feed = openFeed(gateway.url);
  feed.subscribe('all');
  await vi.waitFor(() => expect(feed.loaded('all')).toBe(true));
  expect(feed.doubt).toBeNull();
  const lost = Date.now();
  gateway.script.subscribe = () => snapshot([], { more: true });
  const before = await gateway.only();
  before.disconnect(true);
  await vi.waitFor(() => expect(gateway.sockets().some((socket) => socket !== before)).toBe(true));
  const socket = await gateway.only();
  await vi.waitFor(() => expect(gateway.calls).toHaveLength(2));
  expect(feed.connection.is).toBe('live');
  expect(feed.doubt?.since).toBeGreaterThanOrEqual(lost);
  const serverTime = new Date().toISOString();
  socket.emit('session:states', { sessions: [sessionState()], more: false, serverTime });
  await vi.waitFor(() => expect(feed.doubt).toBeNull());
});
