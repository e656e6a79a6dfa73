import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../contract/socket.ts';
import { causeCodes, phases, reasons, timelineTypes, type TimelineType } from '../../contract/words.ts';
import { iso, noon, speech } from '../testing/session.ts';
import { languages } from '../words/copy.ts';
import { lineOf, tidy } from './timeline-words.ts';

let next = 100;
const entry = (type: TimelineEntry['type'], more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: String(next++),
  sessionId: 'a1',
  at: iso(noon),
  type,
  actor: null,
  data: {},
  ...more,
});
const words = (type: TimelineEntry['type'], data: TimelineEntry['data'], actor: string | null = null) =>
  lineOf(entry(type, { data, actor }), speech()).words;

/** What the gateway writes with each type: everything it may say of it. */
const written: Record<TimelineType, TimelineEntry['data'][]> = {
  created: [{ from: 'sync', phase: 'online' }, { phase: 'offline' }, {}],
  updated: [
    { changed: ['name', 'webhook', 'events', 'proxyConfig', 's3Config'] },
    { changed: ['from_a_newer_gateway'] },
    ...phases.map((phase) => ({ phase, from: 'offline' })),
  ],
  deleted: [{ outcome: 'ok' }],
  transferred: [{ from: null, to: 'Sari' }, { from: 'Sari', to: null }, {}],
  ...acted(['connect', 'disconnect', 'logout', 'pairing_code']),
  qr: [
    { attempt: 2, of: 6 },
    { attempt: null, of: null },
  ],
  connected: [{}, { phase: 'online', from: 'reconnecting' }, { phase: 'connecting', from: 'offline' }],
  disconnected: [
    {},
    { cause: 'idle', phase: 'offline', from: 'stopping' },
    ...causeCodes.map((cause) => ({ cause, phase: 'offline', from: 'online' })),
  ],
  logged_in: [{ jid: '6280000000101:1@s.whatsapp.net', phase: 'online' }, { jid: null }],
  logged_out: [{}, { cause: 'unlinked_on_phone', phase: 'logged-out' }, { cause: 'by_admin' }],
  recovery: [
    { step: 'connect', attempt: 1, cause: 'upstream_lost_session' },
    ...reasons.flatMap((reason) => ['wait', 'failed'].map((step) => ({ step, attempt: 2, reason }))),
    { step: 'failed', attempt: 2, nextAttemptAt: iso(noon) },
    {},
  ],
  upstream_reachable: [{}],
  upstream_unreachable: [{}],
};

function acted<Type extends TimelineType>(types: readonly Type[]) {
  const answers = [
    { outcome: 'ok' },
    { outcome: 'refused', reason: 'from_a_newer_gateway' },
    ...reasons.map((reason) => ({ outcome: 'failed', reason })),
  ];
  return Object.fromEntries(types.map((type) => [type, answers])) as Record<Type, typeof answers>;
}

test.each(languages.flatMap((language) => timelineTypes.map((type) => ({ type, language }))))(
  '$type has words in $language, whatever came with it, and no code of ours',
  ({ type, language }) => {
    for (const data of written[type]) {
      for (const actor of [null, 'Rani']) {
        const { words } = lineOf(entry(type, { data, actor }), speech(language));
        expect(words, JSON.stringify(data)).not.toMatch(/^$|\{\{|\w_\w|\w\.\w|undefined|null|object/);
      }
    }
  },
);

test('what was changed and to whom it went is named', () => {
  expect(words('updated', { changed: ['webhook', 'proxyConfig', 'name'] }, 'Rani')).toBe(
    'Settings changed: Webhook, Proxy, Name',
  );
  expect(words('transferred', { from: null, to: 'Sari' }, 'Rani')).toBe('Transferred to Sari');
  expect(words('transferred', { from: 'Sari', to: null }, 'Rani')).toBe('Transferred: nobody owns it now');
});

test('falls are told by their cause, and a cause nobody knows by what happened', () => {
  expect(words('disconnected', { cause: 'network', phase: 'reconnecting' })).toBe('Network dropped');
  expect(words('disconnected', { cause: 'by_admin' }, 'Rani')).toBe('Switched off by Rani');
  expect(words('logged_out', { cause: 'by_admin' }, 'Rani')).toBe('Logged out by Rani');
  expect(words('disconnected', { cause: 'from_a_newer_gateway' })).toBe('Disconnected');
});

test('an action that was refused says why', () => {
  expect(words('connect', { outcome: 'ok' })).toBe('Connect asked');
  expect(words('connect', { outcome: 'refused', reason: 'not_now' })).toBe(
    'Connect asked, but not done: not at this moment',
  );
});

test('entries are newest first, each once, and a run of codes is one', () => {
  const code = (attempt: number, ms: number) => entry('qr', { at: iso(noon + ms), data: { attempt, of: 6 } });
  const first = entry('connected', { at: iso(noon - 5) });
  const list = tidy([code(1, 0), first, code(3, 80_000), code(2, 60_000), first]);
  expect(list.map(({ type, data }) => [type, data['attempt']])).toEqual([
    ['qr', 3],
    ['connected', undefined],
  ]);
});

test('a login that ended is not told again as a connection that did', () => {
  const data = { cause: 'unlinked_on_phone' };
  const list = tidy([
    entry('logged_out', { at: iso(noon), data }),
    entry('disconnected', { at: iso(noon), data: { ...data, phase: 'logged-out' } }),
    entry('disconnected', { at: iso(noon - 60_000), data: { cause: 'network', phase: 'reconnecting' } }),
  ]);
  expect(list.map(({ type, data: { cause } }) => [type, cause])).toEqual([
    ['logged_out', 'unlinked_on_phone'],
    ['disconnected', 'network'],
  ]);
});

test('one deed is told once', () => {
  const by = { actor: 'Rani' };
  const list = tidy([
    entry('connect', { ...by, at: iso(noon - 120_000), data: { outcome: 'ok' } }),
    entry('updated', { ...by, at: iso(noon - 121_000), data: { phase: 'connecting' } }),
    entry('disconnected', { ...by, at: iso(noon), data: { cause: 'by_admin', phase: 'stopping' } }),
    entry('disconnect', { ...by, at: iso(noon + 10), data: { outcome: 'ok' } }),
  ]);
  expect(list.map(({ type }) => type)).toEqual(['disconnected', 'updated']);
});

test('a connect stands before what it led to: it is told when it was asked', () => {
  const by = { actor: 'Rani' };
  const asked = entry('updated', { ...by, data: { phase: 'connecting', from: 'offline' } });
  const up = entry('connected', { at: iso(noon + 900) });
  const done = entry('connect', { ...by, at: iso(noon + 1_000), data: { outcome: 'ok' } });
  expect(tidy([done, up, asked]).map((each) => lineOf(each, speech()).words)).toEqual([
    'Connected to the service',
    'Connect asked',
  ]);
  const refused = { ...done, data: { outcome: 'failed', reason: 'upstream_timeout' } };
  expect(tidy([refused, asked]).map(({ type }) => type)).toEqual(['connect']);
  // What it began is not always read, or was never seen.
  expect(tidy([done, up]).map(({ type }) => type)).toEqual(['connect', 'connected']);
});

test('what had lasted is told with its end, where that is known', () => {
  const online = entry('connected', { data: { phase: 'online', from: 'reconnecting' } });
  expect(lineOf(online, speech(), 38_000)).toMatchObject({
    words: 'Online again after 38 s',
    phase: 'online',
  });
  expect(lineOf(online, speech()).words).toBe('Online again');
  expect(lineOf(entry('upstream_reachable'), speech('id'), 25 * 60_000).words).toBe(
    'Layanan menjawab lagi setelah 25 mnt',
  );
});

test('what Heliograph did by itself has its name, what it only saw has none', () => {
  const who = (...of: Parameters<typeof entry>) => lineOf(entry(...of), speech()).who;
  expect(who('recovery', { data: { step: 'connect', attempt: 1 } })).toBe('Heliograph');
  expect(who('disconnected', { data: { cause: 'idle', phase: 'stopping' } })).toBe('Heliograph');
  expect(who('disconnected', { data: { cause: 'idle', phase: 'offline', from: 'stopping' } })).toBeNull();
  expect(who('disconnected', { data: { cause: 'network', phase: 'reconnecting' } })).toBeNull();
  expect(who('connect', { actor: 'Rani', data: { outcome: 'ok' } })).toBe('Rani');
});

test('a pairing that nobody looked at stops once, and its end is another thing', () => {
  const stops = words('disconnected', { cause: 'idle', phase: 'stopping', from: 'pairing' });
  expect(stops).toBe('Stopped, because nobody was looking');
  expect(words('disconnected', { cause: 'idle', phase: 'offline', from: 'stopping' })).toBe(
    'The codes have ended',
  );
});
