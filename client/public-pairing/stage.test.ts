import { expect, test } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import type { CauseCode, Phase } from '../../contract/words.ts';
import { sessionState } from '../testing/session.ts';
import { endOf, fallOf, stageOf, type LinkView } from './stage.ts';

const expiresAt = '2026-11-25T10:10:00.000Z';
const end = Date.parse(expiresAt);
const context = { sessionName: 'CS Malam', askedBy: 'Rani', expiresAt };
const live = { is: 'live', since: 0 } as const;
const open: LinkView = { context, connection: live, state: sessionState({ phase: 'pairing' }) };

test('a link is open until it is told otherwise', () => {
  expect(stageOf({ ...open, context: null, state: null }, null, null)).toBe('opening');
  expect(stageOf(open, null, null)).toBe('open');
  expect(stageOf(open, end - 1, null)).toBe('open');
});

test('it ends at its end by the gateway’s clock, and when the gateway refuses it', () => {
  expect(stageOf(open, end, null)).toBe('ended');
  const refused = { is: 'signed-out', reason: 'link_ended' } as const;
  expect(stageOf({ ...open, connection: refused }, end - 1, null)).toBe('ended');
});

test('a scan is told before the session is online', () => {
  const state = sessionState({ phase: 'connecting', scannedAt: '2026-11-25T10:00:00.000Z' });
  expect(stageOf({ ...open, state }, end - 1, null)).toBe('linking');
});

test('what this page saw pairing is linked, and stays so when the link is taken away', () => {
  const online = sessionState({ phase: 'online' });
  expect(endOf(online, true)).toBe('linked');
  expect(endOf(online, false)).toBe('used');
  expect(endOf(open.state, true)).toBe(null);
  expect(stageOf({ ...open, connection: { is: 'signed-out', reason: 'link_ended' } }, end, 'linked')).toBe(
    'linked',
  );
});

test('what a pairing ended with is told, and not what befell the session before', () => {
  const fell = (code: CauseCode, phase: Phase = 'offline') =>
    sessionState({
      phase,
      cause: { code, message: '', next: '', since: expiresAt, until: null, by: null },
    });
  const told = (state: SessionState, sawPairing = false) => fallOf(state, sawPairing)?.code ?? null;
  expect(told(fell('pairing_failed'))).toBe('pairing_failed');
  expect(told(fell('temporary_ban', 'needs-attention'))).toBe('temporary_ban');
  expect(told(fell('unlinked_on_phone', 'logged-out'))).toBe(null);
  expect(told(fell('unknown', 'needs-attention'))).toBe(null);
  expect(told(fell('unknown', 'needs-attention'), true)).toBe('unknown');
  expect(told(fell('pairing_failed', 'connecting'))).toBe(null);
  expect(told(sessionState({ phase: 'offline' }), true)).toBe(null);
});
