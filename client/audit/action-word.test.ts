import '../words/people-words.ts';
import { expect, test } from 'vitest';
import { auditActions } from '../../contract/audit-words.ts';
import { reasons } from '../../contract/words.ts';
import { speech } from '../testing/session.ts';
import { hasSentence, languages } from '../words/copy.ts';
import { actionWord, namesThen, objectOf, reasonOf, reasonWords } from './action-word.ts';
import { auditCsv } from './audit-csv.ts';

test('every action of the contract has words', () => {
  expect(auditActions.map(actionWord).filter((key) => !hasSentence(key))).toEqual([]);
});

test('what it was done to is told by its name, or else its e-mail address', () => {
  expect(objectOf({ details: { name: 'Sari', email: 'sari@example.org' } })).toBe('Sari');
  expect(objectOf({ details: { email: 'sari@example.org' } })).toBe('sari@example.org');
  expect(objectOf({ details: { keyId: 1 } })).toBeNull();
});

test('a deleted session is called by the last name that the log has of it', () => {
  const of = (sessionId: string | null, details: Record<string, unknown>) => ({ sessionId, details });
  const names = namesThen([
    of('a1', {}),
    of('a1', { name: 'Kopi' }),
    of('a1', { name: 'Teh' }),
    of(null, { name: 'Sari' }),
  ]);
  expect([...names]).toEqual([['a1', 'Kopi']]);
});

test('the reason that a person gave goes before that of the answer', () => {
  expect(reasonOf({ details: { reason: 'Moving to a new host' }, reason: null })).toBe(
    'Moving to a new host',
  );
  expect(reasonOf({ details: {}, reason: 'last_admin' })).toBe('last_admin');
});

test('every reason of the contract is told in words of the page’s language', () => {
  for (const language of languages) {
    const coded = reasons.filter((reason) => {
      const words = reasonWords({ details: {}, reason }, speech(language));
      return !words || words === reason.replaceAll('_', ' ');
    });
    expect(coded, language).toEqual([]);
  }
  expect(reasonWords({ details: {}, reason: 'last_admin' }, speech('id'))).toBe('ini admin terakhir');
});

test('what a person gave as a reason stays as it was typed', () => {
  const given = { details: { reason: 'not_now' }, reason: null };
  expect(reasonWords(given, speech('id'))).toBe('not_now');
});

test('a cell that a spreadsheet would run becomes text', () => {
  const csv = auditCsv([
    {
      id: '7',
      at: '2026-11-23T07:03:07.000Z',
      actor: { id: 'u1', name: '=1+1', kind: 'user' },
      action: 'session.delete',
      sessionId: null,
      ip: '127.0.0.1',
      outcome: 'ok',
      reason: 'asked, twice',
      details: { name: 'Kopi' },
    },
  ]);
  expect(csv.split('\r\n')[1]).toContain(`user,session.delete,Kopi,,ok,"asked, twice"`);
  expect(csv).toContain(",'=1+1,");
});
