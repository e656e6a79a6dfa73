import { expect, test } from 'vitest';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { createKnown } from './known.ts';
import { keepPulse, pulseRole, type PulseRole } from './pulse.ts';
import { createReachability } from './reachability.ts';

type Answer = 'ok' | 'refused' | 'late' | 'refused by a proxy';

const errors = {
  refused: () => new UpstreamError('unreachable', { says: 'econnrefused' }),
  late: () => new UpstreamError('timeout', { says: 'timeout' }),
  'refused by a proxy': () => new UpstreamError('not_json', { says: 'html' }),
};

/** Plays these answers of /health, each asked when its time has come; `looks`: times at which a session answered. */
async function play(
  answers: Answer[],
  { looks = [], role = () => 'judges' }: { looks?: number[]; role?: (at: number) => PulseRole } = {},
) {
  const began = 1_000_000;
  let now = began;
  const known = createKnown(now);
  const clock = { now: () => now, learn: () => {} };
  const reachability = createReachability(known, clock);
  const asked: number[] = [];
  const statuses: string[] = [];
  const rung: number[] = [];
  const stopping = new AbortController();
  reachability.succeeded();
  await keepPulse(
    {
      reader: {
        health() {
          asked.push(now - began);
          const answer = answers.shift()!;
          if (answers.length === 0) stopping.abort();
          if (answer === 'ok') return Promise.resolve(null);
          if (answer === 'late') now += 15_000;
          return Promise.reject(errors[answer]());
        },
      },
      reachability,
      clock,
      role: () => role(now - began),
      ring: () => void rung.push(now - began),
      sleep(ms) {
        const until = now + ms;
        for (const at of looks.filter((one) => one + began > now && one + began <= until)) {
          now = at + began;
          reachability.succeeded();
        }
        now = until;
        statuses.push(known.upstream.status);
        return Promise.resolve();
      },
    },
    stopping.signal,
  );
  return { asked, statuses, rung, status: known.upstream.status };
}

test('while nobody is looked at, the service is asked every five seconds', async () => {
  expect(await play(['ok', 'ok', 'ok'])).toMatchObject({
    asked: [5_000, 10_000, 15_000],
    status: 'reachable',
  });
});

test('while sessions answer, nothing is asked', async () => {
  expect((await play(['ok'], { looks: [3_000, 6_000, 9_000, 12_500] })).asked).toEqual([17_500]);
});

test('a service that goes is unreachable seven seconds later at most, and back within two', async () => {
  const { asked, status } = await play(['refused', 'refused', 'refused', 'ok', 'ok']);
  expect(asked).toEqual([5_000, 7_000, 9_000, 11_000, 16_000]);
  expect(status).toBe('reachable');
  expect((await play(['refused', 'refused', 'refused'])).status).toBe('unreachable');
});

test('where a sweep does it, nothing is asked until the sweep waits for a list that hangs', async () => {
  const role = (at: number) => (at < 60_000 ? 'rests' : 'judges');
  expect((await play(['refused', 'ok', 'ok'], { role })).asked).toEqual([60_000, 62_000, 67_000]);
});

test('one that judges counts silence as well, and asks again soon', async () => {
  const { asked, statuses } = await play(['late', 'late', 'ok']);
  expect(asked).toEqual([5_000, 22_000, 39_000]);
  expect(statuses).toContain('unreachable');
});

test('beside lists a refusal has one asked for at once, and is no verdict by itself', async () => {
  const role = () => 'rings' as const;
  const { asked, rung, statuses } = await play(['refused', 'ok', 'refused', 'ok'], { role });
  expect(asked).toEqual([5_000, 10_000, 15_000, 20_000]);
  expect(rung).toEqual([5_000, 15_000]);
  expect(statuses).not.toContain('unreachable');
});

test('beside lists, what a proxy says of /health alone means nothing, and one that hangs is given time', async () => {
  const role = () => 'rings' as const;
  const { asked, rung, statuses } = await play(['refused by a proxy', 'late', 'ok'], { role });
  expect(asked).toEqual([5_000, 10_000, 46_000]);
  expect(rung).toEqual([]);
  expect(statuses).not.toContain('unreachable');
});

test.each([
  [{ byAdmin: false }, 'judges'],
  [{ pushesArrive: true }, 'rings'],
  [{ pushesArrive: false }, 'rests'],
  // /health answers where the list fails: only a list says that the service is back.
  [{ pushesArrive: true, status: 'unreachable' }, 'rests'],
  [{ swept: false, pushesArrive: true }, 'rests'],
  [{ swept: false, status: 'unreachable' }, 'judges'],
] as const)('with %j it %s', (now, role) => {
  const usual = { byAdmin: true, swept: true, pushesArrive: true, status: 'reachable' as const };
  expect(pulseRole({ ...usual, ...now })).toBe(role);
});
