import { expect, test, vi } from 'vitest';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { createAsks } from './asks.ts';
import { possible } from './possible.ts';
import { sessionState } from '../testing/session.ts';
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

test('an ask shows while it runs, and leaves nothing behind when it was answered', async () => {
  const answer = withResolvers();
  const asks = createAsks(api(() => answer.promise));
  const asked = asks.ask('a', 'connect');
  expect(asks.of('a')).toMatchObject({ status: 'asked', kind: 'connect', at: expect.any(Number) });
  answer.resolve();
  expect(await asked).toBe(true);
  expect(asks.of('a')).toBeUndefined();
});

test('a second ask while one runs is not sent', async () => {
  const answer = withResolvers();
  const calls = api(() => answer.promise);
  const asks = createAsks(calls);
  const first = asks.ask('a', 'connect');
  expect(await asks.ask('a', 'connect')).toBe(false);
  answer.resolve();
  await first;
  expect(calls.connect).toHaveBeenCalledTimes(1);
});

test('a failure stays until it is put away', async () => {
  const error = new HeliographError({ reason: 'not_now', status: 409, message: 'Not now' });
  const asks = createAsks(api(() => Promise.reject(error)));
  expect(await asks.ask('a', 'connect')).toBe(false);
  expect(asks.of('a')).toMatchObject({ status: 'failed', error });
  asks.forget('a');
  expect(asks.of('a')).toBeUndefined();
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
