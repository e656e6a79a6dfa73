import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sessionState } from '../testing/session.ts';
import { createListEvents, isEdit } from './list-events.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const service = () => {
  let webhook = 'https://a.example';
  return {
    edit: (next: string) => (webhook = next),
    read: vi.fn((ids: readonly string[]) =>
      Promise.resolve(ids.map((id) => ({ id, events: ['Message'], webhook }))),
    ),
  };
};

test('the rows in view are read in one request, and each once', async () => {
  const { read } = service();
  const events = createListEvents(read);
  events.show(['a', 'b']);
  events.show(['a', 'b', 'c']);
  await vi.runAllTimersAsync();
  events.show(['c', 'd']);
  await vi.runAllTimersAsync();
  expect(read.mock.calls).toEqual([[['a', 'b', 'c']], [['d']]]);
  expect(events.of('b')).toMatchObject({ events: ['Message'] });
});

test('after an edit a session is read anew, and shows what it had until then', async () => {
  const { read, edit } = service();
  const events = createListEvents(read);
  const follow = vi.fn();
  events.follow(follow);
  events.show(['a', 'b']);
  await vi.runAllTimersAsync();
  edit('https://b.example');
  events.forget('a');
  expect(events.of('a')?.webhook).toBe('https://a.example');
  await vi.runAllTimersAsync();
  expect(read).toHaveBeenLastCalledWith(['a']);
  expect(events.of('a')?.webhook).toBe('https://b.example');
  expect(follow).toHaveBeenCalledTimes(2);
});

test('what could not be read is asked for again', async () => {
  const { read } = service();
  read.mockRejectedValueOnce(new Error('away'));
  const events = createListEvents(read);
  events.show(['a']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toHaveBeenCalledTimes(1);
  expect(events.of('a')).toBeUndefined();
  await vi.runAllTimersAsync();
  expect(events.of('a')).toBeDefined();
});

test('a new version in which nothing else is new is an edit', () => {
  const before = sessionState();
  const to = (different: object, changed: string[]) =>
    isEdit({ kind: 'state', id: 'a1', before, state: { ...before, version: 2, ...different }, changed });
  expect(to({}, [])).toBe(true);
  expect(to({ name: 'CS Siang' }, ['name'])).toBe(true);
  // Read anew after a loss: found by comparing.
  expect(to({}, ['version', 'freshness'])).toBe(true);
  expect(to({ phase: 'offline' }, ['phase', 'phaseSince'])).toBe(false);
  expect(to({ version: 1 }, ['freshness'])).toBe(false);
  expect(isEdit({ kind: 'state', id: 'a1', before: null, state: before, changed: [] })).toBe(false);
  expect(isEdit({ kind: 'removed', id: 'a1', before })).toBe(false);
});
