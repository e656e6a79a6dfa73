import { expect, test } from 'vitest';
import { createQuietLooks } from './quiet-looks.ts';

/** Looks that end when they are told to; which began, in their order. */
function looks() {
  const quiet = createQuietLooks(2);
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const take = (id: string, inMotion = false) =>
    quiet.take(id, inMotion, () => {
      began.push(id);
      return new Promise((end) => ends.set(id, () => end(true)));
    });
  return { quiet, began, take, end: (id: string) => ends.get(id)!() };
}

test('a few at a time, and the next when one has ended', async () => {
  const { began, take, end } = looks();
  const first = take('a');
  void take('b');
  void take('c');
  expect(began).toEqual(['a', 'b']);
  end('a');
  await first;
  expect(began).toEqual(['a', 'b', 'c']);
});

test('those in motion before those at rest', async () => {
  const { began, take, end } = looks();
  const first = take('a');
  for (const id of ['b', 'c', 'd']) void take(id);
  void take('e', true);
  end('a');
  await first;
  expect(began).toEqual(['a', 'b', 'e']);
});

test('one that somebody watches by now waits no longer, and takes nobody’s place', async () => {
  const { quiet, began, take, end } = looks();
  const first = take('a');
  for (const id of ['b', 'c', 'd']) void take(id);
  quiet.hurry('d');
  quiet.hurry('nobody');
  expect(began).toEqual(['a', 'b', 'd']);
  end('a');
  await first;
  expect(began).toEqual(['a', 'b', 'd', 'c']);
});

test('those that wait are given up at the end', async () => {
  const { quiet, began, take } = looks();
  for (const id of ['a', 'b']) void take(id);
  const waiting = [take('c'), take('d', true)];
  quiet.drop();
  expect(await Promise.all(waiting)).toEqual([true, true]);
  expect(began).toEqual(['a', 'b']);
});

test('one that fails makes room too', async () => {
  const { quiet, began, take } = looks();
  const failing = quiet.take('a', false, () => Promise.reject(new Error('no')));
  void take('b');
  void take('c');
  await expect(failing).rejects.toThrow('no');
  expect(began).toEqual(['b', 'c']);
});
