import { describe, expect, test } from 'vitest';
import { phasesOf, replay, scenarios } from './replay.ts';

const paired = 'offline → connecting → online';
const again = 'offline → connecting';

/** What each recording shows, read by a person; the phases are the fold's. `which`: its nth session. */
const shown: { scenario: string; which?: number; what: string; phases: string }[] = [
  {
    scenario: 'connect-qr-scan-online',
    what: 'a code, a scan, a login',
    phases: 'offline → connecting → pairing → connecting → online',
  },
  {
    scenario: 'qr-expiry',
    what: 'six codes nobody scans; later a disconnect of nothing and a new pairing',
    phases: `offline → connecting → pairing → offline(qr_timeout) → offline(by_admin) → ${again} → pairing`,
  },
  {
    scenario: 'refused-scan',
    what: 'the phone refuses twice, a disconnect between; the third code is scanned by a phone that is too old',
    phases: `offline → connecting → pairing → offline(pairing_failed) → offline(by_admin) → ${again} → pairing → offline(pairing_failed) → ${again} → pairing`,
  },
  {
    scenario: 'remote-unlink',
    what: 'unlinked on the phone while online, while disconnected, and while the socket was down',
    phases: `${paired} → reconnecting → logged-out(unlinked_on_phone) → ${again} → pairing → online → connecting → logged-out(unlinked_on_phone) → ${again} → pairing → online → reconnecting → logged-out(unlinked_on_phone)`,
  },
  {
    scenario: 'replaced',
    what: 'another client takes the session; a disconnect does nothing, a connect takes it back',
    phases: `${paired} → reconnecting → needs-attention(replaced) → offline(by_admin) → ${again} → online → offline(by_admin)`,
  },
  {
    scenario: 'drop-and-outage',
    what: 'an outage, and the connect during it that killed the service',
    phases: `${paired} → reconnecting(network) → connecting(network)`,
  },
  {
    scenario: 'outage-45s',
    what: 'an outage that is left alone heals',
    phases: `${paired} → reconnecting(network) → online`,
  },
  {
    scenario: 'logout-api',
    what: 'a logout by the API, a new pairing, a logout that WhatsApp never answers',
    phases: `${paired} → offline(by_admin) → ${again} → pairing → online`,
  },
  {
    scenario: 'stream-errors',
    what: '503, 515, 500, 401, none and 440: each time online again by itself',
    phases: `${paired}${' → reconnecting → online'.repeat(6)}`,
  },
  {
    scenario: 'pairphone',
    what: 'paired by a code that was typed at the phone',
    phases: 'offline → connecting → pairing → online',
  },
  {
    scenario: 'latency-and-double-connect',
    what: 'the same login over a slow line: no moment of it is an end',
    phases: 'offline → connecting → pairing → connecting → online → connecting → online',
  },
  {
    scenario: 'disconnect-in-qr-phase',
    what: 'two clients after a disconnect in the QR phase: the old one ends the pairing before its time',
    phases: `offline → connecting → pairing → stopping(by_admin) → offline(by_admin) → ${again} → pairing → offline(unknown)`,
  },
  {
    scenario: 'temporary-ban',
    what: 'a ban looks like a drop that heals; after its end a connect works',
    phases: `${paired} → reconnecting(network) → connecting(network) → online`,
  },
  {
    scenario: 'client-outdated',
    what: 'outdated looks like a drop that heals, and a connect is refused',
    phases: `${paired} → reconnecting(network) → connecting(network) → needs-attention(unknown)`,
  },
  {
    scenario: 'connect-fails-before-pairing',
    what: 'the socket is cut while a code is shown: not a refusal by the phone',
    phases: `offline → connecting → stopping(by_admin) → connecting → pairing → offline(unknown) → ${again} → pairing`,
  },
  {
    scenario: 'restart',
    which: 0,
    what: 'back after SIGTERM and after kill -9; not back after a disconnect and a connect without a known name',
    phases: `${paired} → reconnecting(upstream_lost_session)`,
  },
  {
    scenario: 'restart',
    which: 1,
    what: 'codes do not outlive the service',
    phases: 'offline → connecting → pairing → needs-attention(upstream_lost_session)',
  },
  {
    scenario: 'restart-during-outage',
    what: 'the service restarts without WhatsApp and forgets',
    phases: `${paired} → reconnecting(upstream_lost_session)`,
  },
  {
    scenario: 'connect-without-events',
    what: 'connected without events: forgotten once, never taken for a disconnect by another tool',
    phases: `${paired} → connecting → needs-attention(unknown) → ${again} → online → connecting → needs-attention(unknown) → ${again} → online`,
  },
];

describe('a recorded session goes through the phases a person reads in it:', () => {
  test.each(shown)('$scenario: $what', ({ scenario, which, phases }) => {
    expect(phasesOf(replay(`z-${scenario}`, which))).toBe(phases);
  });
});

test('the other build of the service shows the same', () => {
  const same = ['connect-qr-scan-online', 'qr-expiry', 'refused-scan', 'remote-unlink', 'replaced'];
  for (const scenario of same) {
    expect(phasesOf(replay(`g26-${scenario}`))).toBe(phasesOf(replay(`z-${scenario}`)));
  }
});

test('in no recording is a code shown that the service had let go of', () => {
  // Recorded from the service's own pushes: the codes follow each other at 0, 60, 80, 100, 120 and 140 s.
  const codes = replay('z-qr-expiry').filter(({ facts }) => facts.qr !== null);
  const first = 18;
  const ends = [60_000, 80_000, 100_000, 120_000, 140_000, 160_000].map((ms) => first + 30 + ms);
  const seen = codes.filter(({ atMs }) => atMs < 170_000);
  expect([...new Set(seen.map(({ facts }) => facts.qr!.attempt))]).toEqual([1, 2, 3, 4, 5, 6]);
  for (const { facts } of seen)
    expect(facts.qr!.expiresAt).toBeLessThanOrEqual(ends[facts.qr!.attempt! - 1]!);
});

test('no recording makes the fold throw, and none leaves a code on a session that is not pairing', () => {
  for (const scenario of scenarios()) {
    for (const { facts } of replay(scenario)) {
      if (facts.qr !== null) expect(['pairing', 'stopping']).toContain(facts.phase);
    }
  }
});
