/** After the service lost its sessions: brought back carefully, by the gateway alone, and never against people. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { eventually, rani, testService, watchService, type TestService } from './testing.ts';
import { startNode } from './testing-node.ts';

let simulator: Simulator | null = null;
afterEach(() => {
  expect(simulator?.control.truth().deaths ?? []).toEqual([]);
  simulator = null;
});

const deadly = {
  deadly: true,
  accountNames: false,
  webhookUrl: 'http://127.0.0.1:9/',
  latency: { dialMs: 5, loginMs: 5 },
};

/** So many sessions online, wanted so; a restart of the service forgets all of them. */
async function fleet(count: number, loginMs = deadly.latency.loginMs) {
  const service = await testService({ ...deadly, latency: { ...deadly.latency, loginMs } });
  simulator = service.simulator;
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const paired = `628${String(i).padStart(9, '0')}`;
    const token = `token-${i}`;
    ids.push(service.control.addUser({ name: token, token, events: 'Message', paired, online: true }).id);
  }
  const isOnline = (id: string) => service.control.truthOf(id).service.loggedIn;
  await eventually(() => ids.every(isOnline));
  // Without a known name of the account the service does not mark them as to be started again (restart).
  await service.control.restart();
  await eventually(() => ids.every(isOnline));
  const node = await startNode(service);
  await node.watch.sync(rani);
  await eventually(() => ids.every((id) => node.known.get(id)?.phase === 'online'));
  service.control.resetCalls();
  return { ...service, ...node, ids, isOnline, online: () => ids.filter(isOnline).length };
}

/** The most sessions that were being connected at the same moment: asked, and not logged in yet. */
function followConnects({ control }: TestService, ids: string[]) {
  let most = 0;
  const timer = setInterval(() => {
    const asked = new Set(
      control
        .calls()
        .writes.filter(({ call }) => call === 'POST /session/connect')
        .map(({ userId }) => userId),
    );
    const open = ids.filter((id) => asked.has(id) && !control.truthOf(id).service.loggedIn).length;
    most = Math.max(most, open);
  }, 2);
  return () => {
    clearInterval(timer);
    return most;
  };
}

/** Kinds and steps of what the timeline says of a recovery. */
const steps = async ({ db }: Awaited<ReturnType<typeof fleet>>, id: string) => {
  const rows = await db
    .selectFrom('timeline')
    .select(['data'])
    .where('session_id', '=', id)
    .where('type', '=', 'recovery')
    .orderBy('id')
    .execute();
  return rows.map(({ data }) => data as Record<string, unknown>);
};

describe('a service that restarts and forgets its sessions', () => {
  test('has one back alone, then the others, ten at once at the most, and says each step', async () => {
    const fleetOf = await fleet(100);
    const { control, ids, isOnline, writes, known, logged } = fleetOf;
    const stop = followConnects(fleetOf, ids);
    await control.restart();
    await eventually(() => writes('connect').length > 1, 60_000);
    const [first, second] = writes('connect');
    expect(isOnline(first!.userId)).toBe(true);
    expect(second!.userId).not.toBe(first!.userId);
    await eventually(() => ids.every(isOnline), 60_000);
    expect(stop()).toBeLessThanOrEqual(10);
    // One connect for each: none was tried twice.
    expect(writes('connect')).toHaveLength(100);
    await eventually(() => ids.every((id) => known.get(id)?.phase === 'online'));
    expect(known.get(ids[0]!)).toMatchObject({ recovery: null, cause: null });
    expect(logged('recovery: bringing sessions back').length).toBeGreaterThan(0);
    await eventually(() => logged('recovery: nothing is left to bring back').length === 1);
    expect((await steps(fleetOf, first!.userId))[0]).toEqual({
      attempt: 1,
      cause: 'upstream_lost_session',
      step: 'connect',
    });
  }, 180_000);
});

describe('people win over a recovery:', () => {
  test('a disconnect in the middle of it', async () => {
    // The first comes back alone: while it logs in, the others wait for their turn.
    const { control, ids, isOnline, actions, writes, known } = await fleet(20, 1_500);
    await control.restart();
    const waiting = () => ids.filter((id) => known.get(id)?.recovery && writes('connect', id).length === 0);
    await eventually(() => writes('connect').length > 0 && waiting().length >= 5, 60_000);
    const last = waiting().slice(-5);
    const stopped = await Promise.all(last.map((id) => actions.disconnect(id, rani)));
    expect(stopped.map(({ ok }) => ok)).toEqual(last.map(() => true));
    const others = ids.filter((id) => !last.includes(id));
    await eventually(() => others.every(isOnline), 90_000);
    for (const id of last) {
      expect(writes('connect', id)).toHaveLength(0);
      expect(known.get(id)).toMatchObject({ desired: 'offline', recovery: null });
    }
  }, 180_000);

  test('what was logged out, unpaired, replaced or disconnected elsewhere stays as it is', async () => {
    const { control, ids, known, until, actions, writes } = await fleet(6);
    const [out, replaced, elsewhere, unlinked, ...rest] = ids as [
      string,
      string,
      string,
      string,
      ...string[],
    ];
    expect(await actions.logout(out, rani)).toMatchObject({ ok: true });
    control.openElsewhere(replaced);
    control.unlink(unlinked);
    const { token } = control.truthOf(elsewhere);
    await fetch(`${simulator!.url}/session/disconnect`, { method: 'POST', headers: { token } });
    await until(replaced, ({ cause }) => cause?.code === 'replaced');
    await until(unlinked, ({ cause }) => cause?.code === 'unlinked_on_phone');
    await until(elsewhere, ({ desired }) => desired === 'offline');
    control.resetCalls();
    await control.restart();
    await eventually(() => rest.every((id) => control.truthOf(id).service.loggedIn), 90_000);
    for (const id of [out, replaced, elsewhere, unlinked]) {
      expect(known.get(id)!.recovery).toBeNull();
      expect(writes('connect', id)).toHaveLength(0);
    }
  }, 180_000);
});

test('a service that starts its sessions again by itself is not helped', async () => {
  const { control, session, watch, known, until, writes } = await watchService({
    simulator: { ...deadly, accountNames: true },
  });
  const id = await session({ paired: '628000000001', online: true });
  await watch.sync(rani);
  await until(id, ({ phase }) => phase === 'online');
  await control.restart();
  await eventually(() => control.truthOf(id).service.loggedIn);
  await until(id, ({ phase }) => phase === 'online');
  expect(writes('connect')).toHaveLength(0);
  expect(known.get(id)!.recovery).toBeNull();
});
