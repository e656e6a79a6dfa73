import { expect, test } from 'vitest';
import { emptyDraft } from './draft.ts';
import { dropDraft, keepDraft, keptDraft } from './kept-draft.ts';

const stored = { ...emptyDraft, name: 'CS Malam', webhook: 'https://a.example.org' };

test('what was changed is there again, for its person and its form; not what is secret', () => {
  const typed = { ...stored, name: 'CS Pagi', eventsMode: 'chosen' as const, events: ['Message'] };
  keepDraft('u1', 's1', stored, { ...typed, secretKey: 'hunter2' });
  expect(keptDraft('u2', 's1')).toBeNull();
  expect(keptDraft('u1', 's2')).toBeNull();
  const { changes, lacks } = keptDraft('u1', 's1') ?? {};
  expect(changes).toEqual({ name: 'CS Pagi', events: ['Message'], eventsMode: 'chosen' });
  expect(lacks).toBe(true);
  dropDraft();
  expect(keptDraft('u1', 's1')).toBeNull();
});

test('nothing typed is nothing kept', () => {
  keepDraft('u1', 's1', stored, stored);
  expect(keptDraft('u1', 's1')).toBeNull();
});
