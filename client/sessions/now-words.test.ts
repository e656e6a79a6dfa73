import { expect, test } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import type { CauseCode } from '../../contract/words.ts';
import { phases } from '../phase/phases.ts';
import { code, iso, noon, sessionState, speech } from '../testing/session.ts';
import { nowWords } from './now-words.ts';

const cause = (code: CauseCode, more = {}) => ({
  code,
  message: '',
  next: '',
  since: iso(noon - 3_600_000),
  until: null,
  by: null,
  ...more,
});

test('online says for how long, and in the past where it is only last known', () => {
  const state = sessionState({ phaseSince: iso(noon - 41 * 60_000) });
  expect(nowWords(state, noon, null, speech()).now).toBe('Online for 41 minutes');
  expect(nowWords(state, noon, noon - 60_000, speech()).now).toBe('Was online, for 40 minutes');
});

test('a pairing says which code, how long, and whether it stops', () => {
  const pairing = sessionState({
    phase: 'pairing',
    qr: code(6_000, 20_000),
    idleStopsAt: iso(noon + 18_000),
  });
  expect(nowWords(pairing, noon, null, speech())).toEqual({
    now: 'Code 2 of 6, next in 0:14',
    next: 'Nobody is looking: stops in 18 s',
    short: 'code 2 of 6, 0:14',
  });
});

test('no code is told of while nothing confirms it', () => {
  const pairing = sessionState({ phase: 'pairing', qr: code(6_000, 20_000) });
  const words = nowWords(pairing, noon, noon - 1_000, speech());
  expect(words.next).toBe('Hidden until it is seen again');
  expect(words.now).not.toContain('0:14');
});

test('no code is counted down by a clock that is not the server’s', () => {
  const pairing = sessionState({
    phase: 'pairing',
    qr: code(6_000, 20_000),
    idleStopsAt: iso(noon + 18_000),
  });
  expect(nowWords(pairing, noon, null, speech(), false)).toEqual({
    now: 'A code was shown at 11:59',
    next: 'Hidden until it is seen again',
    short: 'code hidden',
  });
});

test('after the last code none follows', () => {
  const { now, next, short } = nowWords(
    sessionState({ phase: 'pairing', qr: code(20_000, 20_000, 6) }),
    noon,
    null,
    speech(),
  );
  expect(now).toBe('Codes ran out');
  expect(next).toContain('no scan came');
  expect(short).toBe('codes ran out');
  const fifth = sessionState({ phase: 'pairing', qr: code(20_000, 20_000, 5) });
  expect(nowWords(fifth, noon, null, speech()).now).toBe('Getting the next code');
});

test('a code of unknown age has no number', () => {
  const pairing = sessionState({ phase: 'pairing', qr: code(6_000, 20_000, null) });
  expect(nowWords(pairing, noon, null, speech()).now).toBe('Code, next in 0:14');
});

test('a fall comes with its cause and one next step', () => {
  const words = nowWords(
    sessionState({ phase: 'logged-out', cause: cause('unlinked_on_phone') }),
    noon,
    null,
    speech(),
  );
  expect(words).toEqual({
    now: 'Unlinked on the phone, 11:00',
    next: 'Only a new pairing brings it back',
    short: 'unlinked on the phone',
  });
});

test('where Heliograph gave up, how often it tried is told instead of the first step', () => {
  const lost = { phase: 'needs-attention', cause: cause('upstream_lost_session') } as const;
  const next = (recovery: SessionState['recovery'], language: 'en' | 'id' = 'en') =>
    nowWords(sessionState({ ...lost, recovery }), noon, null, speech(language)).next;
  expect(next({ attempt: 3, nextAttemptAt: null })).toBe('Tried 3 times. Look at what to do');
  expect(next({ attempt: 1, nextAttemptAt: null })).toBe('Tried once. Look at what to do');
  expect(next({ attempt: 3, nextAttemptAt: null }, 'id')).toBe('Dicoba 3 kali. Lihat caranya');
  expect(next({ attempt: 1, nextAttemptAt: iso(noon + 9_000) })).toBe('Connect again');
  expect(next({ attempt: 0, nextAttemptAt: null })).toBe('Connect again');
});

test('who switched it off is named, where it is known', () => {
  const off = (by: string | null) =>
    nowWords(sessionState({ phase: 'offline', cause: cause('by_admin', { by }) }), noon, null, speech()).now;
  expect(off('Rani')).toBe('Switched off by Rani, 11:00');
  expect(off(null)).toBe('Switched off, 11:00');
});

test('who logged it out is named, and that it needs its phone again', () => {
  const at = { since: iso(noon - 3_600_000), by: 'Rani' };
  const out = { phase: 'offline', phaseSince: at.since, jid: null, cause: cause('by_admin', at) } as const;
  const told = (different: Partial<SessionState> = {}, language: 'en' | 'id' = 'en') => {
    const { now, next } = nowWords(sessionState({ ...out, ...different }), noon, null, speech(language));
    return [now, next];
  };
  expect(told()).toEqual(['Logged out by Rani, 11:00', 'Scan a new code to use it again']);
  expect(told({}, 'id')).toEqual(['Dikeluarkan oleh Rani, 11:00', 'Pindai kode baru untuk memakainya lagi']);
  const off = ['Switched off by Rani, 11:00', 'Connect it when it is wanted again'];
  // Disconnected, it keeps its phone.
  expect(told({ jid: '6280000000142:1@s.whatsapp.net' })).toEqual(off);
  expect(told({ lastJid: null })).toEqual(off);
  // Its phone was gone before: she stopped the codes, and they ended some time later.
  expect(told({ phaseSince: iso(noon - 3_500_000) })).toEqual(off);
  // Another tool ended them.
  expect(told({ cause: cause('by_admin', { ...at, by: null }) })[0]).toBe('Switched off, 11:00');
});

test('every phase says something, in both languages, with no hole left open', () => {
  for (const language of ['en', 'id'] as const) {
    for (const phase of phases) {
      const { now, next, short } = nowWords(sessionState({ phase }), noon, null, speech(language));
      expect(now).not.toBe('');
      expect(`${now} ${next} ${short}`).not.toContain('{{');
    }
  }
});
