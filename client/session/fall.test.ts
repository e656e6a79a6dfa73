import { expect, test } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import type { CauseCode } from '../../contract/words.ts';
import { iso, noon, sessionState, speech } from '../testing/session.ts';
import { clockTime } from '../time/words.ts';
import '../words/fall-words.ts';
import { fallWords, fellWith, onlineUntil } from './fall.ts';

const entry = (ms: number, type: TimelineEntry['type'], data: TimelineEntry['data'] = {}) => ({
  at: iso(noon + ms),
  type,
  data,
});
const fell = (ms: number) => entry(ms, 'disconnected', { phase: 'reconnecting', from: 'online' });
const gaveUp = (ms: number) => entry(ms, 'disconnected', { phase: 'needs-attention', from: 'reconnecting' });

test('it was online until it left that phase, whatever it went through afterwards', () => {
  expect(onlineUntil([gaveUp(9_000), fell(0), entry(-60_000, 'logged_in', { phase: 'online' })])).toBe(noon);
  expect(onlineUntil([fell(-60_000), gaveUp(9_000), fell(0)])).toBe(noon);
});

test('nothing is said where its past was not read so far, or is not told yet', () => {
  expect(onlineUntil([])).toBeNull();
  expect(onlineUntil([gaveUp(0)])).toBeNull();
  expect(
    onlineUntil([entry(0, 'connected', { phase: 'online', from: 'reconnecting' }), fell(-9_000)]),
  ).toBeNull();
});

test('what was found down right after an outage was last seen before it', () => {
  const outage = [entry(-90_000, 'upstream_unreachable'), entry(-2_000, 'upstream_reachable')];
  expect(onlineUntil([fell(0), ...outage])).toBe(noon - 90_000);
  // It answered for a while before this fall.
  expect(onlineUntil([fell(60_000), ...outage])).toBe(noon + 60_000);
  // An outage after the fall says nothing of it; nor does a push while nothing answers.
  expect(onlineUntil([entry(5_000, 'upstream_unreachable'), fell(0)])).toBe(noon);
  expect(onlineUntil([fell(0), entry(-5_000, 'upstream_unreachable')])).toBe(noon);
});

const lost = (id: string, ms = 0, code: CauseCode = 'upstream_lost_session'): SessionState =>
  sessionState({
    id,
    phase: 'needs-attention',
    cause: { code, message: '', next: '', since: iso(noon + ms), until: null, by: null },
  });

test('those that fell in the same moment for the same reason are counted, without itself', () => {
  const others = [lost('b', 4_000), lost('c', -5_000), lost('d', 6_000), lost('e', 0, 'unknown')];
  expect(fellWith(lost('a'), [lost('a'), ...others, sessionState({ id: 'f' })])).toBe(2);
  expect(fellWith(sessionState({ id: 'f' }), others)).toBe(0);
});

test('two phones that unlink at once say nothing of the service', () => {
  expect(fellWith(lost('a', 0, 'unlinked_on_phone'), [lost('b', 0, 'unlinked_on_phone')])).toBe(0);
});

const told = (state: SessionState, until: number | null, others = 0, language: 'en' | 'id' = 'en') =>
  fallWords({ state, until, others }, noon + 60_000, speech(language));

test('a restart is spoken of only where others fell too', () => {
  const time = clockTime(noon, true);
  expect(told(lost('a'), noon, 3)).toBe(
    `It was online until ${time}. Since then the service answers “no session”, most likely because it was restarted. The phone is probably still linked: try without a new scan first.`,
  );
  expect(told(lost('a'), noon)).toBe(
    `It was online until ${time}. Since then the service answers “no session”. The phone is probably still linked: try without a new scan first.`,
  );
  expect(told({ ...lost('a'), jid: null, lastJid: null }, null)).toBe(
    `Since ${time} the service answers “no session”.`,
  );
});

test('each cause has its times and no step that is said again below', () => {
  expect(told(lost('a', 0, 'unknown'), noon)).toBe(`It was online until ${clockTime(noon, true)}.`);
  expect(told(lost('a', 0, 'replaced'), noon)).toContain('Then another program took this connection over.');
  const ban = lost('a', 0, 'temporary_ban');
  expect(told(ban, noon)).toContain('WhatsApp did not say until when.');
  const end = noon + 3_600_000;
  expect(told({ ...ban, cause: { ...ban.cause!, until: iso(end) } }, noon)).toContain(
    `It is blocked until ${clockTime(end)}.`,
  );
  for (const code of ['unlinked_on_phone', 'client_outdated', 'network', 'by_admin'] as const) {
    for (const language of ['en', 'id'] as const) {
      expect(told(lost('a', 0, code), null, 0, language)).not.toMatch(/\{\{|fall\./);
    }
  }
});
