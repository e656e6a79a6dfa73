/** How many at once, and what trouble does; the service is played by a few lines. */
import { expect, onTestFinished, test } from 'vitest';
import type { SessionRow } from '../../db/session-row.ts';
import { createClock } from '../clock.ts';
import { createLog } from '../observability/log.ts';
import { sessionRow } from '../realtime/testing.ts';
import { fold } from './fold.ts';
import { createKnown } from './known.ts';
import type { Observation } from './observation.ts';
import { createRecovery } from './recovery.ts';
import { eventually } from './testing.ts';

type Fate = 'online' | 'nothing' | 'refused' | 'taken over';

/** So many sessions that a restart lost; each connect meets the fate that `fateOf` says. */
function lost(count: number, fateOf: (nth: number) => Fate, time?: () => number) {
  const clock = createClock(time);
  const known = createKnown(clock.now());
  const now = clock.now();
  for (let i = 0; i < count; i++) {
    known.apply(
      sessionRow({
        id: `session ${i}`,
        desired: 'online',
        paired: 'perhaps',
        phase: 'reconnecting',
        cause: { code: 'upstream_lost_session', since: now, until: null, by: null },
        recovery: { attempt: 0, nextAttemptAt: now + i },
      }),
    );
  }
  const change = (id: string, changes: Partial<SessionRow>) => {
    const row = known.get(id)!;
    known.apply({ ...row, ...changes, version: row.version + 1 });
  };
  const observe = (id: string, observation: Observation) => {
    change(id, fold(known.get(id)!, observation, clock.now()));
    return Promise.resolve({ kind: 'unchanged' as const, row: known.get(id)! });
  };
  const tried: { id: string; at: number }[] = [];
  const told: Record<string, unknown>[] = [];
  const outcomes: string[] = [];
  let open = 0;
  let most = 0;
  let leads = true;
  const recovery = createRecovery({
    known,
    clock,
    actions: {
      reconnect(id) {
        const fate = fateOf(tried.length);
        tried.push({ id, at: performance.now() });
        most = Math.max(most, ++open);
        if (fate === 'refused') {
          open--;
          return Promise.resolve({ ok: false, status: 409, reason: 'not_now', error: 'Not now.' });
        }
        if (fate === 'taken over') {
          open--;
          change(id, { desired: 'offline', recovery: null });
          return Promise.resolve({ ok: false, status: 409, reason: 'not_now', error: 'Somebody else.' });
        }
        setTimeout(() => {
          open--;
          if (fate === 'online')
            change(id, { connected: true, loggedIn: true, recovery: null, phase: 'online' });
        }, 30);
        return Promise.resolve({ ok: true, data: { details: '', events: '', jid: '', webhook: '' } });
      },
    },
    committer: { observe },
    tail: { offer: () => undefined, removed: () => undefined },
    addEntry(entry) {
      told.push(entry.data);
      return Promise.resolve({ ...entry, id: '1' });
    },
    leads: () => leads,
    log: createLog({ level: 'warn', format: 'json', write: () => undefined }),
    onAttempt: (outcome) => void outcomes.push(outcome),
    comesBackWithinMs: 300,
    restAfterTroubleMs: 400,
  });
  const ending = new AbortController();
  const running = recovery.run(ending.signal);
  const stop = async () => {
    ending.abort();
    await running;
  };
  onTestFinished(stop);
  return { known, tried, told, outcomes, stop, most: () => most, lead: (so: boolean) => (leads = so) };
}

test('one alone until it is back, then ten at once', async () => {
  const { tried, most, known } = lost(40, () => 'online');
  await eventually(() => tried.length === 1);
  expect(most()).toBe(1);
  await eventually(() => [...known.all()].every(({ phase }) => phase === 'online'));
  expect(most()).toBe(10);
  expect(tried).toHaveLength(40);
});

test('trouble with one: one at a time again, after a rest', async () => {
  const { tried, outcomes } = lost(300, (nth) => (nth === 15 ? 'nothing' : 'online'));
  await eventually(() => outcomes.includes('failed'));
  const before = tried.length;
  const failedAt = performance.now();
  await eventually(() => tried.length > before);
  expect(tried[before]!.at - failedAt).toBeGreaterThan(250);
  expect(tried).toHaveLength(before + 1);
  // That one is back: on with all the others.
  await eventually(() => tried.length > before + 20);
});

test('what began at the very moment of trouble says nothing about how it is after it', async () => {
  let time = Date.now();
  // The seventh is refused while nine others of that moment are still to come online.
  const fates = (nth: number) => (nth === 6 ? 'refused' : nth > 10 ? 'nothing' : 'online');
  const { tried, outcomes } = lost(20, fates, () => time);
  time += 1_000;
  await eventually(() => outcomes.length === 11);
  expect(outcomes.filter((outcome) => outcome === 'online')).toHaveLength(10);
  time += 5_000;
  await eventually(() => tried.length > 11);
  expect(tried).toHaveLength(12);
});

test('trouble with all: each further one waits longer, and the service is not run over', async () => {
  const { tried, outcomes } = lost(30, () => 'nothing');
  await eventually(() => outcomes.length === 3);
  const gaps = tried.slice(1, 3).map(({ at }, i) => at - tried[i]!.at);
  expect(tried.length).toBeLessThanOrEqual(4);
  expect(gaps[0]).toBeGreaterThan(600);
  expect(gaps[1]).toBeGreaterThan(1_000);
});

test('a refusal (everybody else is reconnecting) is no attempt, and is told', async () => {
  const { told, known, outcomes } = lost(3, () => 'refused');
  await eventually(() => outcomes.length === 1 && told.length === 2);
  expect(told).toEqual([
    { attempt: 1, cause: 'upstream_lost_session', step: 'connect' },
    { attempt: 1, step: 'wait', reason: 'not_now' },
  ]);
  expect(known.get('session 0')!.recovery).toMatchObject({ attempt: 0 });
});

test('somebody’s disconnect in the middle of it is no trouble: the others go on at once', async () => {
  const { tried, known, outcomes } = lost(30, (nth) => (nth === 5 ? 'taken over' : 'online'));
  await eventually(() => [...known.all()].filter(({ phase }) => phase === 'online').length === 29);
  expect(tried).toHaveLength(30);
  expect(outcomes).not.toContain('refused');
  expect(tried.at(-1)!.at - tried[0]!.at).toBeLessThan(4_000);
});

test('an attempt that failed says when the next one is, and the last one that there is none', async () => {
  const { told } = lost(1, () => 'nothing');
  await eventually(() => told.length === 2);
  expect(told[1]).toMatchObject({ attempt: 1, step: 'failed' });
  expect(Date.parse(told[1]!.nextAttemptAt as string)).toBeGreaterThan(Date.now());
});

test('only the node that watches does it, and it ends what it began when it is stopped', async () => {
  const { tried, stop, lead } = lost(5, () => 'nothing');
  await eventually(() => tried.length === 1);
  lead(false);
  await stop();
  expect(tried).toHaveLength(1);
});
