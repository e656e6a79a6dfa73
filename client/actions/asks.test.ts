import { expect, test, vi } from 'vitest';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import type { Change } from '../../sdk/states.ts';
import { sessionState } from '../testing/session.ts';
import { createAsks, standingFailure, type Ask } from './asks.ts';
import { possible } from './possible.ts';
import { phases } from '../phase/phases.ts';

/** Node 20 has no Promise.withResolvers. */
function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve: () => resolve() };
}

const done = () => Promise.resolve();
const api = (connect: () => Promise<void>) => ({
  connect: vi.fn(connect),
  disconnect: done,
  logout: done,
  pairPhone: done,
});

/** A feed that knows one session, and tells of what a test makes of it. */
function feedOf(state = sessionState({ id: 'a', phase: 'offline' })) {
  let told: (change: Change) => void = () => {};
  return {
    get: () => state,
    onChange(listener: typeof told) {
      told = listener;
      return () => {};
    },
    become(over: Partial<typeof state>) {
      const before = state;
      state = { ...state, version: state.version + 1, ...over };
      told({ kind: 'state', id: 'a', state, before, changed: Object.keys(over) });
    },
    remove: () => told({ kind: 'removed', id: 'a', before: state }),
  };
}
const still = feedOf();
const tooSlow = new HeliographError({ reason: 'upstream_timeout', status: 504, message: 'Too slow' });
const slow = api(() => Promise.reject(tooSlow));

test('an ask shows while it runs, and leaves nothing behind when it was answered', async () => {
  const answer = withResolvers();
  const asks = createAsks(
    api(() => answer.promise),
    still,
  );
  const asked = asks.ask('a', 'connect');
  expect(asks.of('a')).toMatchObject({ status: 'asked', kind: 'connect', at: expect.any(Number) });
  answer.resolve();
  expect(await asked).toBe(true);
  expect(asks.of('a')).toBeUndefined();
});

test('a second ask while one runs is not sent', async () => {
  const answer = withResolvers();
  const calls = api(() => answer.promise);
  const asks = createAsks(calls, still);
  const first = asks.ask('a', 'connect');
  expect(await asks.ask('a', 'connect')).toBe(false);
  answer.resolve();
  await first;
  expect(calls.connect).toHaveBeenCalledTimes(1);
});

test('what else is asked meanwhile follows the answer, once', async () => {
  const stop = withResolvers();
  const calls = { ...api(done), disconnect: () => stop.promise };
  const asks = createAsks(calls, still);
  const stopped = asks.ask('a', 'disconnect');
  const connected = asks.ask('a', 'connect');
  expect(await asks.ask('a', 'connect')).toBe(false);
  expect(asks.of('a')).toMatchObject({ status: 'asked', kind: 'disconnect' });
  expect(calls.connect).not.toHaveBeenCalled();
  stop.resolve();
  expect(await stopped).toBe(true);
  expect(await connected).toBe(true);
  expect(calls.connect).toHaveBeenCalledTimes(1);
  expect(asks.of('a')).toBeUndefined();
});

test('what was to follow an ask that failed is not sent: the failure stands', async () => {
  const calls = { ...api(done), disconnect: () => Promise.reject(tooSlow) };
  const asks = createAsks(calls, still);
  const stopped = asks.ask('a', 'disconnect');
  const connected = asks.ask('a', 'connect');
  expect(await stopped).toBe(false);
  expect(await connected).toBe(false);
  expect(calls.connect).not.toHaveBeenCalled();
  expect(asks.of('a')).toMatchObject({ status: 'failed', kind: 'disconnect' });
});

test('a disconnect is sent all the same: the connect that failed may still be carried out', async () => {
  const calls = { ...api(() => Promise.reject(tooSlow)), disconnect: vi.fn(done) };
  const asks = createAsks(calls, still);
  const connected = asks.ask('a', 'connect');
  const stopped = asks.ask('a', 'disconnect');
  expect(await connected).toBe(false);
  expect(await stopped).toBe(true);
  expect(calls.disconnect).toHaveBeenCalledTimes(1);
});

test('a failure stays until it is put away', async () => {
  const error = new HeliographError({ reason: 'not_now', status: 409, message: 'Not now' });
  const asks = createAsks(
    api(() => Promise.reject(error)),
    still,
  );
  expect(await asks.ask('a', 'connect')).toBe(false);
  expect(asks.of('a')).toMatchObject({ status: 'failed', error });
  asks.forget('a');
  expect(asks.of('a')).toBeUndefined();
});

test('a failure goes when the session moves on, and not before', async () => {
  const feed = feedOf();
  const asks = createAsks(slow, feed);
  await asks.ask('a', 'connect');
  feed.become({ name: 'Another' });
  expect(asks.of('a')?.status).toBe('failed');
  feed.become({ phase: 'connecting' });
  expect(asks.of('a')).toBeUndefined();
  await asks.ask('a', 'connect');
  feed.remove();
  expect(asks.of('a')).toBeUndefined();
});

test('an answer that comes too late for what happened is no failure', async () => {
  const feed = feedOf();
  const late = api(() => {
    feed.become({ phase: 'online' });
    return Promise.reject(tooSlow);
  });
  const asks = createAsks(late, feed);
  expect(await asks.ask('a', 'connect')).toBe(true);
  expect(asks.of('a')).toBeUndefined();
});

test('what failed unseen is told until it is put away or asked again', async () => {
  const asks = createAsks(slow, feedOf());
  asks.miss('a', 'CS Malam');
  expect(asks.missed()).toEqual([]);
  await asks.ask('a', 'connect');
  asks.miss('a', 'CS Malam');
  expect(asks.missed()).toEqual([{ id: 'a', name: 'CS Malam', error: tooSlow }]);
  expect(asks.missed()).toBe(asks.missed());
  asks.found('a');
  expect(asks.missed()).toEqual([]);
  expect(asks.of('a')).toMatchObject({ status: 'failed' });
  asks.miss('a', 'CS Malam');
  asks.forget('a');
  expect(asks.missed()).toEqual([]);
});

test('whoever may not act is offered nothing, in any phase', () => {
  for (const phase of phases) {
    expect(possible(sessionState({ phase }), false)).toEqual({
      connect: false,
      disconnect: false,
      logout: false,
    });
  }
});

test('a failure that told to wait makes room when the wait is over, once it could be read', () => {
  const failed = (reason: 'not_now' | 'upstream_timeout', retryAfterS: number): Ask => {
    const error = new HeliographError({ reason, status: 409, message: 'Not now', retryAfterS });
    return { status: 'failed', kind: 'connect', error, at: Date.now(), phase: 'offline', missed: null };
  };
  const at = Date.now();
  const stands = (ask: Ask | undefined, afterS: number) =>
    standingFailure(ask, at + afterS * 1_000 + 500) !== null;
  expect(stands(failed('not_now', 60), 58)).toBe(true);
  expect(stands(failed('not_now', 60), 60)).toBe(false);
  expect(stands(failed('not_now', 1), 8)).toBe(true);
  expect(stands(failed('not_now', 1), 10)).toBe(false);
  expect(stands(failed('upstream_timeout', 1), 600)).toBe(true);
  expect(stands(undefined, 0)).toBe(false);
});
