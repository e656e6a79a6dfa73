import { expect, test, vi } from 'vitest';
import type { TimelineEntry } from '../../contract/socket.ts';
import { iso, noon } from '../testing/session.ts';
import { createHistory } from './history.ts';

const entry = (id: number): TimelineEntry => ({
  id: String(id),
  sessionId: 'a1',
  at: iso(noon + id * 1_000),
  type: 'connected',
  actor: null,
  data: {},
});

/** A server that has entries up to `newest`, ten in a page. */
function served(first: number) {
  let newest = first;
  const read = vi.fn((before = String(newest + 1)) => {
    const from = Number(before) - 1;
    const events = Array.from({ length: Math.min(10, from) }, (_, index) => entry(from - index));
    return Promise.resolve({ events, nextCursor: from > 10 ? String(from - 9) : null });
  });
  return { read, grow: (to: number) => void (newest = to) };
}

const told = (history: ReturnType<typeof createHistory>) =>
  [...new Set(history.now().entries.map(({ id }) => Number(id)))].sort((a, b) => b - a);
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

test('what was missed in a loss is read down to what is known, also when it is more than a page', async () => {
  const { read, grow } = served(40);
  const history = createHistory(read);
  await history.renew();
  await history.readOlder();
  expect(told(history)).toEqual(down(40, 21));
  history.lost();
  grow(64);
  // Heard before the page is here: that does not say that nothing is missing before it.
  history.heard(entry(64));
  await history.renew();
  expect(told(history)).toEqual(down(64, 21));
  await history.readOlder();
  expect(told(history)).toEqual(down(64, 11));
});

test('after a loss too long to be read through, older ones are read on from where the new ones end', async () => {
  const { read, grow } = served(20);
  const history = createHistory(read);
  await history.renew();
  history.lost();
  grow(200);
  await history.renew();
  expect(told(history)).toEqual(down(200, 141));
  await history.readOlder();
  expect(told(history)).toEqual(down(200, 131));
});

test('older ones that cannot be read are told so, and what is there stays', async () => {
  const { read } = served(30);
  const history = createHistory(read);
  await history.renew();
  read.mockRejectedValueOnce(new Error('no'));
  const asked = history.readOlder();
  expect(history.now().older).toBe('loading');
  await asked;
  expect(history.now()).toMatchObject({ older: 'failed', status: 'ready', error: new Error('no') });
  await history.readOlder();
  expect(history.now().older).toBe('idle');
  expect(told(history)).toEqual(down(30, 11));
});

test('a loss that cannot be read through is told, and closed by the next try', async () => {
  const { read, grow } = served(10);
  const history = createHistory(read);
  await history.renew();
  history.lost();
  grow(25);
  read.mockRejectedValueOnce(new Error('no'));
  await history.renew();
  expect(history.now().status).toBe('failed');
  expect(told(history)).toEqual(down(10, 1));
  history.heard(entry(25));
  await history.renew();
  expect(history.now().status).toBe('ready');
  expect(told(history)).toEqual(down(25, 1));
});
