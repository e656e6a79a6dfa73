import type { SessionState } from '../../contract/session.ts';
import { say, sayCounted, type Language } from '../words/copy.ts';
import '../words/form-words.ts';
import '../words/people-words.ts';
import type { Speech } from '../words/language.tsx';

/** Noon of a day in this machine's zone, so that words like "today" hold in any. */
export const noon = new Date(2026, 10, 23, 12, 0, 0).getTime();
export const iso = (ms: number) => new Date(ms).toISOString();

/** A session that was seen online at noon; a test says what is different. */
export const sessionState = (different: Partial<SessionState> = {}): SessionState => ({
  id: 'a1',
  name: 'CS Malam',
  ownerId: null,
  ownerName: null,
  generation: 1,
  version: 1,
  phase: 'online',
  phaseSince: iso(noon - 60_000),
  connected: true,
  loggedIn: true,
  jid: '6280000000142:1@s.whatsapp.net',
  lastJid: '6280000000142:1@s.whatsapp.net',
  scannedAt: null,
  qr: null,
  pairingCode: null,
  idleStopsAt: null,
  pairingEndsAt: null,
  cause: null,
  desired: 'online',
  recovery: null,
  freshness: { observedAt: iso(noon), source: 'sweep', upstream: 'reachable' },
  ...different,
});

/** A code that was issued `ageMs` before noon and holds for `lifeMs`. */
export const code = (ageMs: number, lifeMs: number, attempt: number | null = 2) => ({
  image: 'data:image/png;base64,AAAA',
  issuedAt: iso(noon - ageMs),
  expiresAt: iso(noon - ageMs + lifeMs),
  attempt,
  of: attempt === null ? null : 6,
});

export const speech = (language: Language = 'en'): Speech => ({
  language,
  t: (key, values) => say(language, key, values),
  n: (key, count, values) => sayCounted(language, key, count, values),
});
