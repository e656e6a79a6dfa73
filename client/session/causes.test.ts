import { expect, test } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import { causeCodes, type CauseCode } from '../../contract/words.ts';
import { possible } from '../actions/possible.ts';
import { causeWords } from '../sessions/now-words.ts';
import { clockTime } from '../time/words.ts';
import { languages } from '../words/copy.ts';
import { iso, noon, sessionState, speech } from '../testing/session.ts';
import { causeSteps, wantsReport } from './cause-steps.ts';
import { connectableFrom, connectWords, offersPairing } from './connect-words.ts';

const end = noon + 40 * 60_000;
const cause = (code: CauseCode, more: Partial<NonNullable<SessionState['cause']>> = {}) => ({
  code,
  message: '',
  next: '',
  since: iso(noon - 60_000),
  until: code === 'temporary_ban' ? iso(end) : null,
  by: code === 'by_admin' ? 'Rani' : null,
  ...more,
});
const fallen = (code: CauseCode, more: Parameters<typeof cause>[1] = {}) =>
  sessionState({ phase: 'needs-attention', cause: cause(code, more) });

/** Title, the beginning of the next step, and the button: what a person reads of each cause. */
type Line = [title: string, next: string, button: string | null];
const told: Record<CauseCode, { en: Line; id: Line }> = {
  unlinked_on_phone: {
    en: ['Unlinked on the phone', 'Only a new pairing brings it back.', 'Pair again'],
    id: ['Dilepas dari ponsel', 'Hanya penautan baru yang memulihkannya.', 'Tautkan lagi'],
  },
  replaced: {
    en: ['Opened somewhere else', 'Another program took this connection over.', 'Connect again'],
    id: ['Dibuka di tempat lain', 'Program lain mengambil alih koneksi ini.', 'Sambungkan lagi'],
  },
  temporary_ban: {
    en: ['Blocked by WhatsApp for a while', `Until ${clockTime(end)}. Do not try earlier`, null],
    id: ['Diblokir sementara oleh WhatsApp', `Sampai ${clockTime(end)}. Jangan mencoba sebelumnya`, null],
  },
  client_outdated: {
    en: ['The service is too old for WhatsApp', 'Update the WhatsApp service.', 'Connect again'],
    id: ['Versi layanan terlalu lama untuk WhatsApp', 'Perbarui layanan WhatsApp.', 'Sambungkan lagi'],
  },
  qr_timeout: {
    en: ['Codes ran out', 'Six codes in 160 s, and no scan came.', 'Show a new code'],
    id: ['Kode habis', 'Enam kode dalam 160 dtk, dan tidak ada yang memindai.', 'Tampilkan kode baru'],
  },
  pairing_failed: {
    en: ['The phone did not accept', 'On the phone, remove a linked device', 'Show a new code'],
    id: ['Ponsel tidak menerima', 'Di ponsel, hapus perangkat tertaut', 'Tampilkan kode baru'],
  },
  network: {
    en: ['Network dropped', 'Nothing to do yet: the service retries by itself.', null],
    id: ['Jaringan putus', 'Belum perlu apa-apa: layanan mencoba lagi sendiri.', null],
  },
  idle: {
    en: ['Stopped, because nobody was looking', 'Show the code when a phone is at hand.', 'Show QR'],
    id: ['Dihentikan karena tidak ada yang melihat', 'Tampilkan kode saat ponselnya', 'Tampilkan QR'],
  },
  by_admin: {
    en: ['Switched off by Rani', 'Connect it when it is wanted again.', 'Connect'],
    id: ['Dimatikan oleh Rani', 'Sambungkan bila diperlukan lagi.', 'Sambungkan'],
  },
  upstream_lost_session: {
    en: ['The service lost this session', 'Connect again. The phone may still be linked', 'Connect again'],
    id: ['Layanan kehilangan sesi ini', 'Sambungkan lagi. Ponsel mungkin masih tertaut', 'Sambungkan lagi'],
  },
  unknown: {
    en: ['It fell, and the service does not say why', 'Connect again. If it falls again', 'Connect again'],
    id: ['Terputus, dan layanan tidak memberi sebab', 'Sambungkan lagi. Jika terputus', 'Sambungkan lagi'],
  },
};

const lines = causeCodes.flatMap((code) => languages.map((language) => ({ code, language })));

test.each(lines)('$code in $language: what happened, what next, and the one button', ({ code, language }) => {
  const [title, next, button] = told[code][language];
  const state = fallen(code);
  const words = causeWords(state, noon, speech(language));
  expect(words.title).toBe(title);
  expect(words.next).toContain(next);
  const shown = connectWords(state, noon);
  expect(shown && speech(language).t(`button.${shown}`)).toBe(button);
  const steps = causeSteps(state, noon, speech(language));
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.join()).not.toMatch(/\{\{|causeSteps/);
  // Whoever reads "copy the report" finds its button, and nobody else.
  expect(wantsReport(state)).toBe(code === 'unknown');
  expect(/report|laporan/.test(steps.join())).toBe(code === 'unknown');
});

test('a ban has its button when it is over: at its end, or some hours later where nobody knows that', () => {
  expect(connectWords(fallen('temporary_ban'), end - 1)).toBeNull();
  expect(connectWords(fallen('temporary_ban'), end)).toBe('connectAgain');
  const untold = fallen('temporary_ban', { until: null });
  const later = noon - 60_000 + 6 * 3_600_000;
  expect(connectWords(untold, later - 1)).toBeNull();
  expect(connectWords(untold, later)).toBe('connectAgain');
  expect(causeWords(untold, noon, speech()).next).toContain('WhatsApp did not say until when');
  expect(causeSteps(untold, noon, speech())[0]).toBe(
    `Wait until ${clockTime(later)} at least. Trying earlier makes it longer.`,
  );
});

test('while a ban runs, no key, menu or palette connects either', () => {
  for (const phase of ['needs-attention', 'offline', 'logged-out', 'reconnecting'] as const) {
    const state = { ...fallen('temporary_ban'), phase };
    expect(possible(state, true, end - 1).connect, phase).toBe(false);
    expect(possible(state, true, end + 11 * 60_000).connect, phase).toBe(true);
  }
});

test('a session that heals is left alone: for half a minute, and with a login as long as the gateway waits for it', () => {
  const since = iso(noon);
  const healing = sessionState({ phase: 'reconnecting', phaseSince: since, cause: cause('network') });
  expect(connectWords(healing, noon + 10 * 60_000)).toBeNull();
  expect(connectWords(healing, noon + 10 * 60_000 + 1)).toBe('connectAgain');
  const lost = { ...healing, loggedIn: false, connected: false };
  expect(connectWords(lost, noon + 30_000)).toBeNull();
  expect(connectWords(lost, noon + 30_001)).toBe('connectAgain');
});

test('whom an admin logged out is paired again, and whom an admin switched off is connected', () => {
  const off = { phase: 'offline', phaseSince: iso(noon - 60_000), cause: cause('by_admin') } as const;
  expect(connectWords(sessionState(off), noon)).toBe('connect');
  expect(connectWords(sessionState({ ...off, jid: null }), noon)).toBe('pairAgain');
});

test('without a cause a session that has a phone is connected, and one that never had shows its code', () => {
  expect(connectWords(sessionState({ phase: 'offline' }), noon)).toBe('connect');
  const never = { jid: null, lastJid: null };
  expect(connectWords(sessionState({ phase: 'offline', ...never }), noon)).toBe('showQr');
  expect(connectWords(sessionState({ phase: 'stopping', ...never }), noon)).toBe('connect');
});

test('pairing again is offered beside connecting where a linked phone was lost with its session, and only there', () => {
  expect(causeCodes.filter((code) => offersPairing(fallen(code), noon))).toEqual(['upstream_lost_session']);
  expect(offersPairing({ ...fallen('upstream_lost_session'), jid: null, lastJid: null }, noon)).toBe(false);
  expect(offersPairing({ ...fallen('upstream_lost_session'), phase: 'reconnecting' }, noon)).toBe(false);
});

test('whoever waits for one that heals is told when it can be connected, to the minute and not too early', () => {
  const healing = sessionState({ phase: 'reconnecting', phaseSince: iso(noon), cause: cause('network') });
  expect(connectableFrom(healing, noon + 60_000)).toBe(noon + 11 * 60_000);
  expect(connectableFrom({ ...healing, phaseSince: iso(noon - 1) }, noon + 60_000)).toBe(noon + 10 * 60_000);
  expect(connectableFrom(healing, noon + 10 * 60_000 + 1)).toBeNull();
  expect(connectableFrom({ ...healing, loggedIn: false }, noon + 30_001)).toBeNull();
  expect(connectableFrom(sessionState(), noon)).toBeNull();
});
