import { expect, test } from 'vitest';
import type { Phase } from '../../contract/words.ts';
import { iso, noon, sessionState } from '../testing/session.ts';
import { arrange, countPhases, group, hold, matches, type Filter } from './order.ts';

const everything: Filter = { phase: null, owner: null, q: '', sort: 'needs' };
const session = (id: string, phase: Phase, more: Parameters<typeof sessionState>[0] = {}) =>
  sessionState({ id, name: `Session ${id}`, phase, ...more });

test('what needs a person comes first, and its groups are apart', () => {
  const list = [
    session('1', 'online'),
    session('2', 'pairing'),
    session('3', 'needs-attention'),
    session('4', 'offline'),
  ];
  expect(group(arrange(list, everything), 'needs')).toEqual({ needs: ['3', '2'], rest: ['1', '4'] });
});

test('names sort as people count', () => {
  const list = ['Toko 10', 'Toko 2', 'toko 1'].map((name, index) =>
    sessionState({ id: String(index), name }),
  );
  expect(arrange(list, { ...everything, sort: 'name' }).map(({ name }) => name)).toEqual([
    'toko 1',
    'Toko 2',
    'Toko 10',
  ]);
});

test('the last change comes first where it is sorted so', () => {
  const list = [
    session('old', 'online', { phaseSince: iso(noon - 9_000) }),
    session('new', 'offline', { phaseSince: iso(noon) }),
  ];
  expect(group(arrange(list, { ...everything, sort: 'changed' }), 'changed')).toEqual({
    needs: [],
    rest: ['new', 'old'],
  });
});

test('a search finds name, owner, ID, and a number however it is typed', () => {
  const state = sessionState({ id: '9f2c', name: 'Batik Laras', ownerName: 'Sari Wulandari' });
  for (const q of ['laras', 'SARI', '9f2', '0800 0000', '+62 800-0000', ''])
    expect(matches(state, q)).toBe(true);
  for (const q of ['melati', '0811']) expect(matches(state, q)).toBe(false);
});

test('filters by phase and owner, and nobody is an owner too', () => {
  const list = [session('1', 'online', { ownerId: 'u1' }), session('2', 'online'), session('3', 'offline')];
  expect(arrange(list, { ...everything, phase: 'online' }).map(({ id }) => id)).toEqual(['1', '2']);
  expect(arrange(list, { ...everything, owner: '' }).map(({ id }) => id)).toEqual(['2', '3']);
  expect(arrange(list, { ...everything, owner: 'u1' }).map(({ id }) => id)).toEqual(['1']);
});

const exists = (id: string) => id !== 'gone';

test('while it is held, rows stay, those of sessions that are gone leave, and new ones come last', () => {
  const before = { needs: ['a'], rest: ['b', 'c', 'gone'] };
  const { shown, moves } = hold(before, { needs: ['c', 'a'], rest: ['x', 'b'] }, exists);
  expect(shown).toEqual({ needs: ['a'], rest: ['b', 'c', 'x'] });
  // c would go up to the first group, and one of b and x would trade places.
  expect(moves).toBe(2);
});

test('while it is held, a row that the filter no longer lets through stays under the finger, and would move', () => {
  const before = { needs: ['n'], rest: ['a', 'b', 'c'] };
  const { shown, moves } = hold(before, { needs: [], rest: ['a', 'c'] }, exists);
  expect(shown).toBe(before);
  expect(moves).toBe(2);
});

test('what only would move leaves the very groups that are shown', () => {
  const before = { needs: ['a'], rest: ['b', 'c', 'd'] };
  const { shown, moves } = hold(before, { needs: ['b'], rest: ['d', 'a', 'c'] }, exists);
  expect(shown).toBe(before);
  // a and b trade groups, and c or d the place.
  expect(moves).toBe(3);
});

test('nothing would move where nothing changed', () => {
  const groups = { needs: ['a'], rest: ['b', 'c'] };
  expect(hold(groups, groups, exists)).toEqual({ shown: groups, moves: 0 });
});

test('names that change, and sessions that come and go, are put in their places each time', () => {
  const names = (list: ReturnType<typeof session>[]) =>
    arrange(list, { ...everything, sort: 'name' }).map(({ name }) => name);
  const [a, b, c] = [
    session('1', 'online', { name: 'Toko 10' }),
    session('2', 'online', { name: 'Toko 9' }),
    session('3', 'online', { name: 'toko 1' }),
  ] as const;
  expect(names([a, b, c])).toEqual(['toko 1', 'Toko 9', 'Toko 10']);
  expect(names([a, { ...b, version: 9 }, { ...c, name: 'Zeta' }])).toEqual(['Toko 9', 'Toko 10', 'Zeta']);
  expect(names([c, a])).toEqual(['toko 1', 'Toko 10']);
});

test('phases are counted', () => {
  expect(countPhases([session('1', 'online'), session('2', 'online'), session('3', 'offline')])).toEqual(
    new Map([
      ['online', 2],
      ['offline', 1],
    ]),
  );
});
