import { expect, test } from 'vitest';
import type { Session } from '../../contract/session.ts';
import { knownEvents } from '../../contract/actions.ts';
import { NewSessionBody, SessionPatch } from '../../contract/session-bodies.ts';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { iso, noon, sessionState } from '../testing/session.ts';
import { changedFields, draftOf, emptyDraft, newSessionOf, patchOf } from './draft.ts';
import { eventGroups, eventNames } from './event-groups.ts';
import { firstMistake, mistakesIn, mistakesSaid } from './mistakes.ts';

const session: Session = {
  ...sessionState({ name: 'Batik Laras Order' }),
  owner: null,
  token: '***',
  webhook: 'https://hooks.example.org/batik',
  events: ['Message', 'ReadReceipt'],
  proxyConfig: { enabled: true, proxyUrl: 'http://***@proxy.example:8080' },
  s3Config: {
    enabled: true,
    endpoint: '',
    region: 'eu-1',
    bucket: 'media',
    accessKey: '***',
    secretKey: '***',
    pathStyle: false,
    publicUrl: '',
    mediaDelivery: 'both',
    retentionDays: 30,
  },
  createdAt: iso(noon),
  updatedAt: iso(noon),
};
const stored = draftOf(session);

test('what was not touched is not sent', () => {
  expect(patchOf(stored, stored)).toEqual({});
  expect(changedFields(stored, { ...stored })).toEqual([]);
});

test('each changed setting is sent in the shape of the contract, and nothing beside it', () => {
  const after = {
    ...stored,
    name: ' Batik Laras ',
    bucket: 'media-2',
    retentionDays: '7',
    proxyEnabled: false,
  };
  const patch = patchOf(stored, after);
  expect(patch).toEqual({
    name: 'Batik Laras',
    proxyConfig: { enabled: false },
    s3Config: { bucket: 'media-2', retentionDays: 7 },
  });
  expect(SessionPatch.parse(patch)).toEqual(patch);
  expect(changedFields(stored, after)).toHaveLength(4);
});

test('an empty key field keeps the key, a filled one replaces it', () => {
  expect(patchOf(stored, { ...stored, secretKey: 'new' })).toEqual({ s3Config: { secretKey: 'new' } });
});

test('events count as one change, whatever their order and mode', () => {
  expect(changedFields(stored, { ...stored, events: ['ReadReceipt', 'Message'] })).toEqual([]);
  expect(changedFields(stored, { ...stored, eventsMode: 'none' })).toEqual(['events']);
  expect(patchOf(stored, { ...stored, eventsMode: 'all' })).toEqual({ events: ['All'] });
  expect(
    changedFields({ ...stored, eventsMode: 'none' }, { ...stored, eventsMode: 'chosen', events: [] }),
  ).toEqual([]);
});

test('a name is enough for a new session', () => {
  const body = newSessionOf({ ...emptyDraft, name: ' Kopi ' });
  expect(body).toEqual({ name: 'Kopi' });
  expect(NewSessionBody.parse(body)).toEqual(body);
  expect(mistakesIn({ ...emptyDraft, name: 'Kopi' }, null, false)).toEqual({});
});

test('mistakes stand at their fields, and the first on the page comes first', () => {
  const wrong = mistakesIn(
    { ...emptyDraft, webhook: 'ftp://x', proxyEnabled: true, s3Enabled: true, retentionDays: '1.5' },
    null,
    false,
  );
  expect(Object.keys(wrong).sort()).toEqual(
    ['accessKey', 'bucket', 'name', 'proxyUrl', 'retentionDays', 'secretKey', 'webhook'].sort(),
  );
  expect(firstMistake(wrong)).toBe('name');
});

test('a hidden password cannot be carried to another proxy', () => {
  const moved = { ...stored, proxyUrl: 'http://***@other.example:1' };
  expect(mistakesIn(moved, stored, true).proxyUrl?.words).toBe('form.wrong.proxyHidden');
  expect(mistakesIn(stored, stored, true)).toEqual({});
});

test('what the gateway refuses is said at the field it is about', () => {
  const refused = (reason: 'token_taken' | 'unknown_event' | 'invalid_body' | 'not_now', details?: string) =>
    mistakesSaid(new HeliographError({ reason, status: 400, message: 'no', details }));
  expect(Object.keys(refused('token_taken'))).toEqual(['token']);
  expect(refused('unknown_event', '"Mesage"').events?.details).toBe('"Mesage"');
  expect(refused('invalid_body', 'webhook: not a web address. s3Config.bucket: too long.')).toEqual({
    webhook: { words: 'form.wrong.other', details: 'not a web address' },
    bucket: { words: 'form.wrong.other', details: 'too long' },
  });
  expect(
    Object.keys(
      refused('invalid_body', 's3Config: accessKey and secretKey are not known here, and are needed.'),
    ),
  ).toEqual(['accessKey']);
  expect(refused('not_now')).toEqual({});
});

test('every event of the contract has a group, and a search leaves what it names', () => {
  expect([...eventNames, 'All'].sort()).toEqual([...knownEvents].sort());
  expect(eventGroups([], 'receipt')).toEqual([{ name: 'messages', events: ['ReadReceipt', 'Receipt'] }]);
  expect(eventGroups(['Novel'], 'nov')).toEqual([{ name: 'others', events: ['Novel'] }]);
});
