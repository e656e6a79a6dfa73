import { expect, test } from 'vitest';
import type { Phase } from '../../contract/words.ts';
import type { Facts } from '../../db/session-row.ts';
import { beginPairing } from './codes.ts';
import { causeOf, firstFacts } from './facts.ts';
import { phaseOf } from './phase.ts';

const pairing = { ...beginPairing(0, 0), codes: ['a'] };
const withdrawn = { ...pairing, withdrawn: { at: 1, by: null, why: 'idle' as const } };
const online = { connected: true, loggedIn: true };
const cause = (code: Parameters<typeof causeOf>[0]) => ({ cause: causeOf(code, 0) });
const wanted = { desired: 'online' as const, paired: 'yes' as const };

const rows: [facts: Partial<Facts>, phase: Phase][] = [
  [{}, 'offline'],
  [online, 'online'],
  [{ ...online, pairing: withdrawn }, 'online'],
  [{ connected: true }, 'connecting'],
  [{ connecting: { since: 0, until: 1 } }, 'connecting'],
  [{ pairing: beginPairing(0, 0) }, 'connecting'],
  [{ connected: true, pairing }, 'pairing'],
  [{ pairing }, 'pairing'],
  [{ connected: true, pairing: { ...pairing, withheld: true } }, 'connecting'],
  [{ connected: true, pairing, scannedAt: 1 }, 'connecting'],
  [{ connected: true, pairing: withdrawn }, 'stopping'],
  [{ connected: true, pairing: withdrawn, scannedAt: 1 }, 'stopping'],
  [{ loggedIn: true, ...cause('network') }, 'reconnecting'],
  [{ loggedIn: true, ...cause('unknown') }, 'needs-attention'],
  [{ loggedIn: true, ...cause('temporary_ban') }, 'needs-attention'],
  [{ fallenSince: 1 }, 'reconnecting'],
  [{ connected: true, fallenSince: 1 }, 'reconnecting'],
  [cause('unlinked_on_phone'), 'logged-out'],
  [cause('upstream_lost_session'), 'needs-attention'],
  [{ ...wanted, ...cause('replaced') }, 'needs-attention'],
  [{ ...wanted, ...cause('client_outdated') }, 'needs-attention'],
  [{ ...wanted, desired: 'offline', ...cause('replaced') }, 'offline'],
  [{ ...wanted, paired: 'no', ...cause('unknown') }, 'offline'],
  [{ ...wanted, ...cause('qr_timeout') }, 'offline'],
  [cause('by_admin'), 'offline'],
  [cause('idle'), 'offline'],
  [cause('pairing_failed'), 'offline'],
];

test.each(rows)('%j is %s', (facts, phase) =>
  expect(phaseOf({ ...firstFacts(0, ''), ...facts })).toBe(phase),
);
