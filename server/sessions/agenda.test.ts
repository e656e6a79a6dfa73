import { expect, test, vi } from 'vitest';
import { createAgenda } from './agenda.ts';

const agendaWithLog = () => {
  const log: string[] = [];
  const agenda = createAgenda({
    onEnd: (id) => log.push(`${id} ended`),
    onError: (error, id, what) => log.push(`${id} ${what}: ${(error as Error).message}`),
  });
  return { agenda, log };
};

test('what stays due is tried ever more seldom, up to half a minute', async () => {
  const { agenda } = agendaWithLog();
  const tried: number[] = [];
  for (let now = 0; now <= 130_000; now += 100) {
    agenda.once('a', 'offline', now, async () => void tried.push(now));
    await agenda.idle();
  }
  expect(tried).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000, 121_000]);
});

test('what fails for want of a database is tried at the first pace, and not told for each session', async () => {
  const { agenda, log } = agendaWithLog();
  const tried: number[] = [];
  for (let now = 0; now <= 5_000; now += 100) {
    agenda.once('a', 'look', now, () => {
      tried.push(now);
      return Promise.reject(new Error('Connection terminated unexpectedly'));
    });
    await agenda.idle();
  }
  expect(tried).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  expect(log.filter((line) => line.includes('look'))).toEqual([]);
});

test('what did what it should is not held back', async () => {
  const { agenda } = agendaWithLog();
  const work = vi.fn(() => Promise.resolve(true));
  for (let now = 0; now < 500; now += 100) {
    agenda.once('a', 'look', now, work);
    await agenda.idle();
  }
  expect(work).toHaveBeenCalledTimes(5);
});

test('what was no longer due for a moment begins anew', async () => {
  const { agenda } = agendaWithLog();
  const work = vi.fn(() => Promise.resolve());
  agenda.once('a', 'idle', 0, work);
  await agenda.idle();
  agenda.settled('a', 'idle');
  agenda.once('a', 'idle', 10, work);
  expect(work).toHaveBeenCalledTimes(2);
});

test('the same work of a session never runs twice at once, other work and other sessions do', async () => {
  const { agenda } = agendaWithLog();
  let end = () => {};
  const long = vi.fn(() => new Promise<void>((done) => (end = done)));
  const other = vi.fn(() => Promise.resolve());
  agenda.once('a', 'look', 0, long);
  agenda.once('a', 'look', 60_000, long);
  agenda.once('a', 'deadline', 0, other);
  agenda.once('b', 'look', 0, other);
  expect(long).toHaveBeenCalledTimes(1);
  expect(other).toHaveBeenCalledTimes(2);
  end();
  await agenda.idle();
});

test('work that fails is told, and the session is thought of again', async () => {
  const { agenda, log } = agendaWithLog();
  agenda.once('a', 'deadline', 0, () => Promise.reject(new Error('no database')));
  await agenda.idle();
  expect(log).toEqual(['a deadline: no database', 'a ended']);
});

test('sessions that are gone are forgotten', () => {
  const { agenda } = agendaWithLog();
  for (const id of ['a', 'b', 'c']) agenda.thoughtOf(id, 1_000);
  agenda.keepOnly((id) => id === 'b');
  expect(agenda.size()).toBe(1);
  expect(agenda.nextAt()).toBe(1_000);
  expect(agenda.take(999)).toEqual([]);
  agenda.soon('b');
  expect(agenda.take(999)).toEqual(['b']);
});
