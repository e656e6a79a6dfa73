import { expect, test } from 'vitest';
import { noSettings, type SessionRow } from '../../db/session-row.ts';
import type { SessionReading } from '../upstream/session-reading.ts';
import { firstFacts } from './facts.ts';
import { planSync, presentPlan, settingsOf } from './sync-plan.ts';

const { s3 } = noSettings;
const reading = (id: string, over: Partial<SessionReading> = {}): SessionReading => ({
  id,
  name: id.toUpperCase(),
  token: `token of ${id}`,
  connected: false,
  loggedIn: false,
  jid: '',
  qrImage: '',
  events: '',
  webhook: '',
  proxyEnabled: false,
  proxyUrl: '',
  s3,
  partial: false,
  ...over,
});
const row = (id: string, over: Partial<SessionRow> = {}): SessionRow => ({
  ...firstFacts(0, ''),
  ...settingsOf(reading(id)),
  ownerName: null,
  id,
  generation: 1,
  version: 1,
  createdAt: 0,
  updatedAt: 0,
  observedAt: 0,
  observedBy: 'sweep',
  ...over,
});
const preview = (readings: SessionReading[], rows: SessionRow[]) => presentPlan(planSync(readings, rows));
const ids = (listed: { id: string }[]) => listed.map(({ id }) => id);

test('what is alike here and there is counted, and what is here alone keeps its owner', () => {
  const owned = row('b', { ownerId: 'u1', ownerName: 'Sari' });
  expect(preview([reading('a')], [row('a'), owned])).toEqual({
    total: 1,
    same: 1,
    created: [],
    updated: [],
    missing: [{ id: 'b', name: 'B', owner: { id: 'u1', name: 'Sari' } }],
    leftOut: [],
  });
});

test('each setting that differs is told by the name that the record has for it', () => {
  const changed = reading('a', {
    webhook: 'https://b.example',
    s3: { ...s3, bucket: 'new', retentionDays: 7 },
  });
  expect(preview([changed], [row('a')]).updated).toEqual([
    {
      id: 'a',
      name: 'A',
      owner: null,
      changes: [
        { field: 'webhook', before: '', after: 'https://b.example' },
        { field: 's3Config.bucket', before: '', after: 'new' },
        { field: 's3Config.retentionDays', before: 0, after: 7 },
      ],
    },
  ]);
});

test('what the service hides or leaves out changes nothing', () => {
  const hidden = reading('a', { token: '', proxyUrl: 'socks5://***@h:1', events: 'All' });
  expect(preview([hidden], [row('a', { proxyUrl: 'socks5://u:p@h:1' })])).toMatchObject({
    same: 1,
    updated: [],
  });
});

test('a session with the token of one that is there by its id is another one, and is left out', () => {
  const twin = reading('b', { token: 'token of a' });
  for (const readings of [
    [reading('a'), twin],
    [twin, reading('a')],
  ]) {
    const { created, updated, same, leftOut } = preview(readings, [row('a')]);
    expect({ created, updated, same, leftOut }).toEqual({
      created: [],
      updated: [],
      same: 1,
      leftOut: [{ id: 'b', name: 'B', why: 'token_taken' }],
    });
  }
});

test('of two new sessions with one token the first is made', () => {
  const { created, leftOut } = preview([reading('a'), reading('b', { token: 'token of a' })], []);
  expect([ids(created), ids(leftOut)]).toEqual([['a'], ['b']]);
});

test('a token that another session here has is not moved over, and the rest is', () => {
  const changed = reading('a', { name: 'Baru', token: 'token of b' });
  const { updated } = preview([changed, reading('b')], [row('a'), row('b')]);
  expect(updated.map(({ changes }) => changes)).toEqual([[{ field: 'name', before: 'A', after: 'Baru' }]]);
});
