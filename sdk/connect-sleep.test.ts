import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openFeed, scriptedGateway, sessionState, snapshot } from './testing.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval'], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

test('after the machine slept everything is asked for again, and the clock is unknown until an answer', async () => {
  const gateway = await scriptedGateway();
  let answer = (): void => undefined;
  const answering = new Promise<void>((resolve) => (answer = resolve));
  let version = 1;
  gateway.script.subscribe = async () => {
    if (version > 1) await answering;
    return snapshot([sessionState({ version })]);
  };
  const feed = openFeed(gateway.url);
  feed.subscribe('a');
  await vi.waitFor(() => expect(feed.now()).not.toBeNull());
  expect(feed.doubt).toBeNull();
  const awake = Date.now();
  version = 2;
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(2_000);
  await vi.waitFor(() => expect(gateway.calls.length).toBeGreaterThan(1));
  expect(feed.now()).toBeNull();
  expect(feed.doubt?.since).toBeLessThanOrEqual(awake + 2_000);
  expect(feed.doubt?.noticedAt).toBeGreaterThanOrEqual(awake + 3_600_000);
  answer();
  await vi.waitFor(() => expect(feed.get('a')?.version).toBe(2));
  expect(feed.now()).not.toBeNull();
  expect(feed.doubt).toBeNull();
});

test('what was sent before a sleep and is heard after it does not tell the time', async () => {
  const gateway = await scriptedGateway();
  let answer = (): void => undefined;
  const answering = new Promise<void>((resolve) => (answer = resolve));
  gateway.script.subscribe = async () => {
    if (gateway.calls.length > 1) await answering;
    return snapshot([sessionState({})]);
  };
  const feed = openFeed(gateway.url);
  feed.subscribe('a');
  await vi.waitFor(() => expect(feed.now()).not.toBeNull());
  const old = new Date().toISOString();
  // Short enough that the socket itself notices nothing.
  vi.setSystemTime(Date.now() + 20_000);
  const heard = new Promise<void>((resolve) => feed.onEvent(() => resolve()));
  const socket = await gateway.only();
  socket.emit('session:state', { ...sessionState({}), changed: [], serverTime: old });
  socket.emit('session:event', { id: '9', sessionId: 'a', at: old, type: 'qr', actor: null, data: {} });
  await heard;
  expect(feed.now()).toBeNull();
  answer();
  await vi.waitFor(() => expect(feed.now()).not.toBeNull());
});
