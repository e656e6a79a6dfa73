import { expect, test } from 'vitest';
import { noon, sessionState, speech } from '../testing/session.ts';
import { itemWords } from './item-words.ts';
import { bulkKinds, type BulkKind, type Item } from './run.ts';

const failed: Item = {
  id: 'a1',
  name: 'CS Malam',
  standing: 'failed',
  since: 61_000,
  sentAt: 1_000,
  sentVersion: 1,
  takenAt: 0,
  key: 'k',
  error: null,
  heldUntil: null,
  holds: 0,
};
const online = sessionState();
const words = (kind: BulkKind, state: typeof online | undefined = online, item: Partial<Item> = {}) =>
  itemWords({ ...failed, ...item }, kind, state, speech(), 61_000);

test('what the state does not show in time is told by what was asked', () => {
  expect(bulkKinds.map((kind) => words(kind))).toEqual([
    'Asked, but not online after 1 min',
    'Asked, but not offline after 1 min',
    'Asked, but not transferred after 1 min',
    'Asked, but the phone is still linked after 1 min',
    'Asked, but still there after 1 min',
  ]);
});

test('a fall is told of a connect alone', () => {
  const fell = sessionState({ phase: 'needs-attention' });
  expect(words('connect', fell)).toBe('It did not come online: needs attention');
  expect(words('logout', fell)).toContain('still linked');
});

test('one that is gone meanwhile is told as gone', () => {
  expect(itemWords(failed, 'connect', undefined, speech(), 61_000)).toBe('It is not there any more');
  const done = { ...failed, standing: 'done' } as const;
  expect(itemWords(done, 'delete', undefined, speech(), 61_000)).toBe('Done after 60 s');
});

test('one that is banned is left alone, and its words say until when', () => {
  const until = new Date(noon + 3_600_000).toISOString();
  const cause = {
    code: 'temporary_ban',
    message: '',
    next: '',
    since: online.phaseSince,
    until,
    by: null,
  } as const;
  const state = sessionState({ phase: 'needs-attention', cause });
  const item = { ...failed, standing: 'barred' } as const;
  expect(itemWords(item, 'connect', state, speech(), noon)).toBe('Not while its ban runs, until 13:00');
  expect(itemWords(item, 'connect', state, speech(), noon + 3_600_000)).toBe(
    'Its ban is over. Needs attention',
  );
});
