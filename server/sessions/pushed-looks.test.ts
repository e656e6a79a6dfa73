import { describe, expect, test } from 'vitest';
import type { SessionRow } from '../../db/session-row.ts';
import { createKnown } from './known.ts';
import { createPushedLooks } from './pushed-looks.ts';

/** Looks that are held until they are let go, and lists that are folded when told so. */
function stage({ lists = true, watched = '' } = {}) {
  let now = 1_000;
  const known = createKnown(now);
  const asked: string[] = [];
  const held: { id: string; done: () => void }[] = [];
  const waiting: (() => void)[] = [];
  const looks = createPushedLooks({
    known,
    looker: {
      lookAnew(id) {
        asked.push(id);
        return new Promise((done) => held.push({ id, done: () => done({} as SessionRow) }));
      },
    },
    clock: { now: () => now },
    isWatched: (id) => id === watched,
    sweeping: lists ? { swept: () => true, soon: () => new Promise((done) => waiting.push(done)) } : null,
  });
  const settle = () => new Promise((done) => setImmediate(done));
  return {
    asked,
    waiting: () => waiting.length,
    underWay: () => held.length,
    async take(ids: string[], isFirst = true, signal = new AbortController().signal) {
      const ended: string[] = [];
      for (const id of ids) void looks.take(id, isFirst, signal).then(() => ended.push(id));
      await settle();
      return ended;
    },
    async answer() {
      for (const { done } of held.splice(0)) done();
      await settle();
    },
    /** A list asked for now, that sees these. */
    async list(ids: string[]) {
      now += 10;
      for (const id of ids) known.saw(id, now, 'sweep');
      for (const done of waiting.splice(0)) done();
      await settle();
    },
  };
}

const some = (count: number, name = 's') => Array.from({ length: count }, (_, i) => `${name}${i}`);

describe('few pushes', () => {
  test('are looked at one by one, at once', async () => {
    const { take, asked, answer, waiting } = stage();
    const ended = await take(['a', 'b', 'c']);
    expect(asked).toEqual(['a', 'b', 'c']);
    await answer();
    expect(ended).toEqual(['a', 'b', 'c']);
    expect(waiting()).toBe(0);
  });
});

describe('a crowd of pushes', () => {
  test('asks the service for few sessions at once', async () => {
    const { take, asked, answer, underWay } = stage();
    await take(some(40));
    expect(underWay()).toBe(6);
    await answer();
    expect(underWay()).toBe(6);
    expect(asked).toHaveLength(12);
  });

  test('waits for one list, and what it saw is not asked for again', async () => {
    const { take, asked, answer, list, waiting } = stage();
    const ended = await take(some(100));
    expect(waiting()).toBe(100 - 6 - 48);
    await list(some(100));
    for (let i = 0; i < 20; i++) await answer();
    expect(asked).toHaveLength(6);
    expect(ended).toHaveLength(100);
  });

  test('is looked at one by one where the list failed', async () => {
    const { take, asked, answer, list } = stage();
    const ended = await take(some(100));
    await list([]);
    for (let i = 0; i < 20; i++) await answer();
    expect(asked).toHaveLength(100);
    expect(ended).toHaveLength(100);
  });

  test('is looked at one by one where there are no lists, few at once', async () => {
    const { take, asked, answer, underWay } = stage({ lists: false });
    await take(some(100));
    expect(underWay()).toBe(6);
    for (let i = 0; i < 20; i++) await answer();
    expect(asked).toHaveLength(100);
  });

  test('does not hold up a session that somebody watches', async () => {
    const { take, asked } = stage({ watched: 'mine' });
    await take(some(100));
    await take(['mine']);
    expect(asked.at(-1)).toBe('mine');
  });

  test('is not looked at for pushes that were given up', async () => {
    const { take, asked, answer } = stage();
    const turn = new AbortController();
    const ended = await take(some(20), true, turn.signal);
    turn.abort();
    for (let i = 0; i < 5; i++) await answer();
    expect(asked).toHaveLength(6);
    expect(ended).toHaveLength(20);
  });
});

describe('looks that only confirm', () => {
  test('wait for a list as soon as another look waits', async () => {
    const { take, asked, waiting } = stage();
    await take(some(7));
    await take(['late'], false);
    expect(waiting()).toBe(1);
    expect(asked).not.toContain('late');
  });

  test('are asked at once where nobody waits', async () => {
    const { take, asked } = stage();
    await take(['late'], false);
    expect(asked).toEqual(['late']);
  });
});
