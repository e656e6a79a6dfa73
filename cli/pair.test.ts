import { expect, test } from 'vitest';
import { exitCodes } from './exit-codes.ts';
import { endOf } from './pair.ts';
import { sessionState } from '../sdk/testing.ts';

const fell = (code: 'qr_timeout' | 'idle' | 'pairing_failed' | 'by_admin', phase: 'offline' | 'stopping') =>
  sessionState({
    phase,
    cause: { code, message: '', next: '', since: '2026-11-25T10:00:00.000Z', until: null, by: null },
  });

test.each([
  ['online is the end', sessionState({ phase: 'online' }), false, exitCodes.done],
  ['what was before the connect is not', fell('qr_timeout', 'offline'), false, null],
  ['a running pairing is not', sessionState({ phase: 'pairing' }), true, null],
  ['codes that ran out are not in time', fell('qr_timeout', 'offline'), true, exitCodes.timeout],
  ['nobody watched', fell('idle', 'offline'), true, exitCodes.timeout],
  ['a pairing that failed is refused', fell('pairing_failed', 'offline'), true, exitCodes.refused],
  ['one that somebody stopped too', fell('by_admin', 'stopping'), true, exitCodes.refused],
])('%s', (_, state, begun, code) => {
  expect(endOf(state, begun)).toBe(code);
});
