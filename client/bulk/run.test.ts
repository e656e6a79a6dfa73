import { expect, test } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import { sessionState } from '../testing/session.ts';
import { firstStanding, inOrder, progressOf, type Item } from './run.ts';

const offline = (more: Partial<SessionState>) =>
  sessionState({ phase: 'offline', connected: false, loggedIn: false, ...more });

test('a session without a linked phone is not connected, and needs no logout', () => {
  expect(firstStanding('connect', offline({ jid: null, lastJid: null }), null)).toBe('scan');
  expect(firstStanding('connect', offline({ phase: 'logged-out' }), null)).toBe('scan');
  // An admin logged it out: it is offline, and no phone is linked any more.
  expect(firstStanding('connect', offline({ jid: null }), null)).toBe('scan');
  expect(firstStanding('logout', offline({ jid: null }), null)).toBe('already');
  expect(firstStanding('connect', sessionState(), null)).toBe('already');
});

test('one whose ban runs is not connected, and not counted with those that need nothing', () => {
  const banned = (until: number) =>
    offline({
      phase: 'needs-attention',
      cause: {
        code: 'temporary_ban',
        message: '',
        next: '',
        since: new Date(until - 600_000).toISOString(),
        until: new Date(until).toISOString(),
        by: null,
      },
    });
  expect(firstStanding('connect', banned(Date.now() + 60_000), null)).toBe('barred');
  expect(firstStanding('connect', banned(Date.now() - 1), null)).toBe('waiting');
  expect(firstStanding('delete', banned(Date.now() + 60_000), null)).toBe('waiting');
});

test('what needs a person stands first, and the rest as it was chosen', () => {
  const item = (id: string, standing: Item['standing']) => ({
    id,
    name: id,
    standing,
    since: 3_000,
    sentAt: 1_000,
    sentVersion: 1,
    takenAt: 0,
    key: id,
    error: null,
    heldUntil: null,
    holds: 0,
  });
  const items = [
    item('done', 'done'),
    item('waiting', 'waiting'),
    item('sent', 'sent'),
    item('scan', 'scan'),
    item('failed', 'failed'),
  ];
  expect(inOrder(items).map(({ id }) => id)).toEqual(['failed', 'scan', 'sent', 'waiting', 'done']);
  expect(progressOf(items)).toMatchObject({ total: 5, over: 3, running: 1, waiting: 1, leftMs: 2_000 });
});
