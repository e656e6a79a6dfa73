import { expect, onTestFinished, test, vi } from 'vitest';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { createLog } from '../observability/log.ts';
import { createKnown } from './known.ts';
import { createReachability } from './reachability.ts';
import { createSweeping } from './sweeping.ts';

type Turn = 'list' | 'timeout' | 'refused' | 'no admin';

const errors = {
  timeout: new UpstreamError('timeout'),
  refused: new UpstreamError('unreachable', { says: 'econnrefused' }),
  'no admin': new UpstreamError('refused_token', { status: 401, says: 'unauthorized' }),
};

/** Plays these turns, a thousand milliseconds of work each, and notes how long was waited after each. */
async function play(turns: Turn[], singles: 'answer' | 'time out' = 'answer') {
  let now = 1_000_000;
  const known = createKnown(now);
  known.apply({ id: 'a', generation: 1, version: 1, phase: 'online', observedAt: 0 } as never);
  const reachability = createReachability(known, { now: () => now, learn: () => {} });
  const lines: string[] = [];
  const waits: number[] = [];
  const swept: boolean[] = [];
  const statuses: string[] = [];
  const stopping = new AbortController();
  const left = [...turns];
  let rest = 0;
  const sweeping = createSweeping({
    sweeper: {
      sweep() {
        now += 1_000;
        const turn = left.shift();
        if (turn === 'list') reachability.succeeded();
        return turn === 'list' || !turn ? Promise.resolve() : Promise.reject(errors[turn]);
      },
    },
    looker: {
      look() {
        if (singles === 'time out') return Promise.reject(errors.timeout);
        reachability.succeeded();
        return Promise.resolve(null);
      },
    },
    known,
    reachability,
    everyMs: () => 5_000,
    log: createLog({ level: 'info', format: 'json', write: (line) => lines.push(line) }),
    sleep(ms) {
      // The service's rest after a list is the first part of the wait for the next.
      if (ms === 250) rest = ms;
      if (ms === 250) return Promise.resolve();
      waits.push(rest + ms);
      rest = 0;
      swept.push(sweeping.swept());
      statuses.push(known.upstream.status);
      now += ms;
      if (left.length === 0) stopping.abort();
      return Promise.resolve();
    },
  });
  await sweeping.run(stopping.signal);
  return { waits, swept, statuses, lines };
}

test('lists follow each other at the pace they are given', async () => {
  expect(await play(['list', 'list'])).toMatchObject({
    waits: [5_000, 5_000],
    swept: [true, true],
    lines: [],
  });
});

test('a list that hangs is asked for ever more seldom, while single sessions answer and the service counts as reachable', async () => {
  const { waits, swept, statuses, lines } = await play([
    'list',
    'timeout',
    'timeout',
    'timeout',
    'timeout',
    'timeout',
    'timeout',
    'list',
    'list',
  ]);
  expect(waits).toEqual([5_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000, 5_000, 5_000]);
  expect(swept).toEqual([true, false, false, false, false, false, false, true, true]);
  expect(new Set(statuses)).toEqual(new Set(['reachable']));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('the list of sessions hangs');
  expect(lines[1]).toContain('answers again');
});

test('a service in which nothing answers is unreachable', async () => {
  const { statuses } = await play(['list', 'timeout'], 'time out');
  expect(statuses).toEqual(['reachable', 'unreachable']);
});

test('a service that is gone is asked again soon, and it is unreachable after the second time', async () => {
  const { waits, statuses } = await play([
    'list',
    'refused',
    'refused',
    'refused',
    'refused',
    'refused',
    'list',
  ]);
  expect(waits).toEqual([5_000, 500, 1_000, 2_000, 3_000, 3_000, 5_000]);
  expect(statuses.slice(0, 3)).toEqual(['reachable', 'reachable', 'unreachable']);
  expect(statuses.at(-1)).toBe('reachable');
});

test('an admin token that is refused is said once, and is no reason to call the service unreachable', async () => {
  const { statuses, lines } = await play(['no admin', 'no admin', 'no admin']);
  expect(new Set(statuses)).toEqual(new Set(['reachable']));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('WHATSAPP_ADMIN_TOKEN');
});

test('a list that is late covers nothing: single sessions are asked before it times out', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const known = createKnown(0);
  const stopping = new AbortController();
  let answer = () => {};
  const sweeping = createSweeping({
    sweeper: { sweep: () => new Promise((resolve) => (answer = resolve)) },
    looker: { look: () => Promise.resolve(null) },
    known,
    reachability: createReachability(known, { now: () => 0, learn: () => {} }),
    everyMs: () => 5_000,
    log: createLog({ level: 'info', format: 'json', write: () => undefined }),
    sleep: () => Promise.resolve(stopping.abort()),
  });
  const running = sweeping.run(stopping.signal);
  vi.advanceTimersByTime(3_000);
  expect(sweeping.swept()).toBe(true);
  vi.advanceTimersByTime(1);
  expect(sweeping.swept()).toBe(false);
  answer();
  await running;
  expect(sweeping.swept()).toBe(true);
});
