import { expect, test } from 'vitest';
import { code, iso, noon, sessionState } from '../testing/session.ts';
import { report } from './report.ts';

const state = sessionState({
  id: '9c024459f0ca25e9f73f6aafeaaff67b',
  name: 'CS Malam',
  ownerName: 'Sari',
  phase: 'needs-attention',
  qr: code(1_000, 20_000),
  pairingCode: { code: 'KFGV-F5TY', phone: '628120000000', expiresAt: iso(noon) },
  cause: { code: 'unknown', message: 'm', next: 'n', since: iso(noon), until: null, by: 'Oscar' },
});
const tried = {
  id: '7',
  sessionId: state.id,
  at: iso(noon + 5_000),
  type: 'recovery' as const,
  actor: null,
  data: { step: 'failed', attempt: 1, reason: 'upstream_timeout' },
};
const text = report(state, [
  tried,
  { ...tried, id: '8', type: 'connect', actor: 'Oscar' },
  { ...tried, id: '6', at: iso(noon - 1) },
]);

test('it tells what is known of the fall, and what was tried since', () => {
  expect(JSON.parse(text)).toMatchObject({
    id: state.id,
    phase: 'needs-attention',
    cause: { code: 'unknown', since: iso(noon) },
    tried: [{ at: iso(noon + 5_000), step: 'failed', reason: 'upstream_timeout' }],
  });
  expect(JSON.parse(text)).toHaveProperty('tried.length', 1);
});

test.each(['CS Malam', 'Sari', 'Oscar', '628', 'KFGV', 'base64'])('it does not tell %s', (secret) => {
  expect(text).not.toContain(secret);
});
