import { describe, expect, test } from 'vitest';
import type { Facts, SessionRow } from '../../db/session-row.ts';
import { onlineSession, pairingSession, start, testSession } from './fold-testing.ts';
import { idleStopsAt } from './idle.ts';
import { lookEveryMs, spread } from './pace.ts';

const every = (facts: Facts, paces: Partial<Parameters<typeof lookEveryMs>[1]> = {}) =>
  lookEveryMs({ ...facts, id: 'a' } as SessionRow, {
    swept: true,
    byAdmin: true,
    watched: true,
    away: false,
    now: start + 20_000,
    ...paces,
  });

const alone = { swept: false, byAdmin: false };
const listHangs = { swept: false };
const unwatched = { watched: false };

describe('a session is looked at', () => {
  const rows: [what: string, facts: Facts, paces: Parameters<typeof every>[1], ms: number | null][] = [
    ['twice a second while somebody watches its code', pairingSession().facts, {}, 500],
    ['once a second where nothing sweeps', pairingSession().facts, alone, 1_000],
    ['twice a second also while the list hangs', pairingSession().facts, listHangs, 500],
    ['seldom while nobody watches its code', pairingSession().facts, unwatched, 3_000],
    ['twice a second while it connects, watched or not', testSession('yes').connect().facts, unwatched, 500],
    ['twice a second while a fall is being told apart', onlineSession().look('down').facts, unwatched, 500],
    ['once a second while it heals and is watched', onlineSession().look('healing').facts, {}, 1_000],
    ['by the sweep alone while it heals unwatched', onlineSession().look('healing').facts, unwatched, null],
    ['now and then while a pairing is being stopped', pairingSession().wish('offline').facts, {}, 5_000],
    ['by the sweep alone when it is at rest', onlineSession().facts, {}, null],
    ['every 15 s at rest where nothing sweeps', onlineSession().facts, alone, 15_000],
    ['every minute unwatched', onlineSession().facts, { ...alone, ...unwatched }, 60_000],
    ['soon when it should be off by now', onlineSession().wish('offline').facts, {}, 2_000],
    ['no more than every 3 s while the service is away', pairingSession().facts, { away: true }, 3_000],
    [
      'less often when it has been stuck for a minute',
      testSession('yes').connect().facts,
      { now: start + 61_000 },
      3_000,
    ],
  ];
  test.each(rows)('%s', (_what, facts, paces, ms) => expect(every(facts, paces)).toBe(ms));
});

test('looks that would fall together are spread, the same way for one session each time', () => {
  const spreads = Array.from({ length: 100 }, (_, i) => spread(1_000, `session ${i}`));
  expect(Math.min(...spreads)).toBeGreaterThanOrEqual(900);
  expect(Math.max(...spreads)).toBeLessThan(1_100);
  expect(new Set(spreads).size).toBeGreaterThan(50);
  expect(spread(1_000, 'session 1')).toBe(spread(1_000, 'session 1'));
});

describe('an unwatched pairing stops', () => {
  const shownAt = start + 500;
  test('after the idle time, counted from when somebody last looked or it began', () => {
    const { facts } = pairingSession();
    expect(idleStopsAt(facts, null, 30_000)).toBe(shownAt + 30_000);
    expect(idleStopsAt(facts, start + 9_000, 30_000)).toBe(start + 39_000);
    expect(idleStopsAt(facts, Infinity, 30_000)).toBeNull();
  });

  test('and one that is wanted again gets the whole time again', () => {
    const { facts } = pairingSession().at(30_500).wish('offline', null, 'idle').at(100_000).wish('online');
    expect(idleStopsAt(facts, start + 500, 30_000)).toBe(start + 130_000);
  });

  test('never when it is switched off, another tool began it, it was scanned, or it is online', () => {
    expect(idleStopsAt(pairingSession().facts, null, 0)).toBeNull();
    expect(idleStopsAt(testSession().look('halfway', { qr: 'A' }).facts, null, 30_000)).toBeNull();
    expect(idleStopsAt(pairingSession().look('halfway').facts, null, 30_000)).toBeNull();
    expect(idleStopsAt(onlineSession().facts, null, 30_000)).toBeNull();
  });
});
