import { expect, test } from 'vitest';
import { iso, noon, sessionState } from '../testing/session.ts';
import { toPair } from './to-pair.ts';

const never = (id: string, different = {}) =>
  sessionState({ id, phase: 'offline', connected: false, jid: null, lastJid: null, ...different });
const unseen = { phase: 'pairing', idleStopsAt: iso(noon + 9_000) } as const;
const seen = { phase: 'pairing', idleStopsAt: null } as const;
const ids = (...[sessions, here, queued]: Parameters<typeof toPair>) =>
  toPair(sessions, here, queued).map((each) => 'id' in each && each.id);

test('sessions that were only made are next, one after the other', () => {
  const made = [never('a'), never('b'), never('c')];
  expect(ids(made, 'a', [])).toEqual(['b', 'c']);
});

test('codes that nobody looks at come first, those that a colleague looks at last', () => {
  const all = [never('other', seen), never('made'), never('burns', unseen), never('here', seen)];
  expect(ids(all, 'here', [])).toEqual(['burns', 'made', 'other']);
});

test('a session that had a phone, or is on its way to one, is not next', () => {
  const phone = '6280000000142@s.whatsapp.net';
  const others = [
    sessionState({ id: 'online' }),
    never('off', { lastJid: phone }),
    never('scanned', { phase: 'connecting', scannedAt: iso(noon) }),
    never('stopping', { phase: 'stopping' }),
  ];
  expect(ids(others, 'here', [])).toEqual([]);
});

test('a queue keeps its order, without those that were paired meanwhile or are gone', () => {
  const all = [never('x', unseen), never('a'), never('b'), sessionState({ id: 'c' })];
  expect(ids(all, 'here', ['b', 'c', 'gone', 'a'])).toEqual(['b', 'a']);
  expect(ids(all, 'here', ['c'])).toEqual(['x', 'a', 'b']);
});
