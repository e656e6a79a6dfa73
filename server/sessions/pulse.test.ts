import { expect, test } from 'vitest';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { createKnown } from './known.ts';
import { keepPulse } from './pulse.ts';
import { createReachability } from './reachability.ts';

/** Plays these answers of /health, each asked when its time has come; `looks`: times at which a session answered. */
async function play(
  answers: ('ok' | 'down' | 'late')[],
  looks: number[] = [],
  { wantedFrom = 0, besideLists = false } = {},
) {
  let now = 1_000_000;
  const known = createKnown(now);
  const clock = { now: () => now, learn: () => {} };
  const reachability = createReachability(known, clock);
  const asked: number[] = [];
  const statuses: string[] = [];
  const stopping = new AbortController();
  reachability.succeeded();
  await keepPulse(
    {
      reader: {
        health() {
          asked.push(now - 1_000_000);
          const answer = answers.shift();
          if (answers.length === 0) stopping.abort();
          if (answer === 'ok') return Promise.resolve(null);
          if (answer === 'down')
            return Promise.reject(new UpstreamError('unreachable', { says: 'econnrefused' }));
          now += 15_000;
          return Promise.reject(new UpstreamError('timeout', { says: 'timeout' }));
        },
      },
      reachability,
      clock,
      wanted: () => now >= 1_000_000 + wantedFrom,
      besideLists,
      sleep(ms) {
        const until = now + ms;
        for (const at of looks.filter((one) => one + 1_000_000 > now && one + 1_000_000 <= until)) {
          now = at + 1_000_000;
          reachability.succeeded();
        }
        now = until;
        statuses.push(known.upstream.status);
        return Promise.resolve();
      },
    },
    stopping.signal,
  );
  return { asked, statuses, status: known.upstream.status };
}

test('while nobody is looked at, the service is asked every five seconds', async () => {
  expect(await play(['ok', 'ok', 'ok'])).toMatchObject({
    asked: [5_000, 10_000, 15_000],
    status: 'reachable',
  });
});

test('while sessions answer, nothing is asked', async () => {
  expect((await play(['ok'], [3_000, 6_000, 9_000, 12_500])).asked).toEqual([17_500]);
});

test('a service that goes is unreachable seven seconds later at most, and back within two', async () => {
  const { asked, status } = await play(['down', 'down', 'down', 'ok', 'ok']);
  expect(asked).toEqual([5_000, 7_000, 9_000, 11_000, 16_000]);
  expect(status).toBe('reachable');
  expect((await play(['down', 'down', 'down'])).status).toBe('unreachable');
});

test('where a sweep does it, nothing is asked until the sweep waits for a list that hangs', async () => {
  expect((await play(['down', 'ok', 'ok'], [], { wantedFrom: 60_000, besideLists: true })).asked).toEqual([
    60_000, 62_000, 67_000,
  ]);
});

test('one that is late counts for nothing beside lists, which judge that, and gives them time to', async () => {
  const alone = await play(['late', 'late', 'ok']);
  expect(alone.statuses).toContain('unreachable');
  const { asked, statuses } = await play(['late', 'late', 'ok'], [], { besideLists: true });
  expect(statuses).not.toContain('unreachable');
  expect(asked).toEqual([5_000, 40_000, 75_000]);
});

test('beside lists too, a service that refuses is unreachable seven seconds later at most', async () => {
  const { asked, status } = await play(['down', 'down', 'down'], [], { besideLists: true });
  expect(asked).toEqual([5_000, 7_000, 9_000]);
  expect(status).toBe('unreachable');
});
