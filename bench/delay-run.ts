/** The time from a change at the service to those who look, on pairings that follow their own schedule. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../sdk/index.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { createDelays, type Delays } from './delays.ts';
import type { RunningGateway } from './gateway.ts';
import { startPoller } from './poller.ts';
import { createSide } from './side.ts';
import { followTruth } from './truth.ts';

export const pushed = 'Heliograph';
export const polled = '3 s poller';
const pollEveryMs = 3_000;
/** One after the other, so that no step of the gateway's falls on all of them at once. */
const apartMs = 730;
const connectsApartMs = 300;

export interface Pairing {
  id: string;
  token: string;
}

/** Connects them through the gateway; their first codes live for 60 s. */
export async function beginPairings(gateway: RunningGateway, pairings: Pairing[]): Promise<void> {
  for (const { id } of pairings) {
    await gateway.rest.connect(id, {});
    await sleep(connectsApartMs);
  }
}

/** Sees the codes of running pairings change twice, scans each, and unlinks each once it is online. */
export async function measureDelays(
  gateway: RunningGateway,
  { control, url }: Simulator,
  pairings: Pairing[],
): Promise<Delays> {
  const delays = createDelays();
  const ids = pairings.map(({ id }) => id);
  const scanned = new Set<string>();
  const ours = createSide(pushed, delays, scanned);
  const theirs = createSide(polled, delays, scanned);
  const feed = connect(gateway.url, { token: gateway.token });
  feed.subscribe(ids, (change) => {
    if (change.kind !== 'state') return;
    const { qr, connected, loggedIn } = change.state;
    ours(change.id, { image: qr?.image ?? '', connected, loggedIn });
  });
  const polls = pairings.map(({ id, token }) =>
    startPoller({ serviceUrl: url, token, everyMs: () => pollEveryMs, onAnswer: (seen) => theirs(id, seen) }),
  );
  const unfollow = followTruth({ control }, ids, delays);

  await until(() => delays.count('code') >= 2 * ids.length, 100_000);
  await seenByBoth(delays, 'code', delays.count('code'));
  for (const { id } of pairings) {
    scanned.add(id);
    control.scan(id);
    delays.happened('scan', `${id} scan`);
    await sleep(apartMs);
  }
  for (const kind of ['scan', 'online']) await seenByBoth(delays, kind, ids.length);
  for (const { id } of pairings) {
    control.unlink(id);
    await sleep(apartMs);
  }
  await seenByBoth(delays, 'fall', ids.length);

  unfollow();
  feed.close();
  await Promise.all(polls.map((stop) => stop()));
  return delays;
}

const seenByBoth = (delays: Delays, kind: string, count: number) =>
  until(() => [pushed, polled].every((side) => delays.of(side, kind).length >= count), 15_000);

/** What is not seen in time is missing in the table's count, and no reason to lose the rest. */
async function until(so: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!so() && performance.now() < deadline) await sleep(20);
}
