/** How many requests the service gets in a minute, by how many people look. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from '../simulator/simulator.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { startPoller } from './poller.ts';
import type { Subscribers } from './subscribers.ts';

const sweepMs = 5_000;
/** All calls, whatever they asked for. */
export const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((all, one) => all + one, 0);

/** Requests in a minute, from a window that begins between two sweeps and so holds whole ones only. */
export async function countCalls({ control }: Simulator, windowMs: number): Promise<number> {
  const sweeps = () => control.calls().counts['GET /admin/users'] ?? 0;
  const before = sweeps();
  while (sweeps() === before) await sleep(20);
  await sleep(sweepMs / 2);
  const from = sum(control.calls().counts);
  await sleep(windowMs);
  return ((sum(control.calls().counts) - from) * 60_000) / windowMs;
}

/** The same for today's way: so many browsers, each asking for one session's status and QR every 3 to 5 s. */
export async function countPolls(people: number, windowMs: number): Promise<number> {
  const simulator = await startSimulator();
  simulator.control.addUser({ name: 'Toko', token: 'toko', paired: '6280000000001', online: true });
  const everyMs = () => 3_000 + 2_000 * Math.random();
  const polls = Array.from({ length: people }, () =>
    startPoller({ serviceUrl: simulator.url, token: 'toko', everyMs }),
  );
  // Past the first round each browser is somewhere in its own interval.
  await sleep(5_000);
  simulator.control.resetCalls();
  await sleep(windowMs);
  const calls = sum(simulator.control.calls().counts);
  await Promise.all(polls.map((stop) => stop()));
  await simulator.stop();
  return (calls * 60_000) / windowMs;
}

export interface Requests {
  one: number;
  hundred: number;
}

/** @param startWith which count is measured first */
export async function measureRequests(
  simulator: Simulator,
  subscribers: Subscribers,
  windowMs: number,
  startWith: 1 | 100,
): Promise<Requests> {
  const of = async (count: number) => {
    await subscribers.be(count);
    return countCalls(simulator, windowMs);
  };
  if (startWith === 1) return { one: await of(1), hundred: await of(100) };
  const hundred = await of(100);
  return { one: await of(1), hundred };
}
