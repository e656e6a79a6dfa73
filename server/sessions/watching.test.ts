import { describe, expect, test } from 'vitest';
import { eventually, rani, testService, watchService, type WatchOptions } from './testing.ts';
import { startNode } from './testing-node.ts';

async function online(options: WatchOptions = {}) {
  const service = await watchService(options);
  const id = await service.session({ paired: '628123456789', online: true });
  await service.watch.sync(rani);
  await service.until(id, ({ phase }) => phase === 'online');
  return { ...service, id };
}

async function pairing(options: WatchOptions = {}) {
  const service = await watchService(options);
  const id = await service.session();
  await service.watch.sync(rani);
  await service.viewers.look(id, { id: 'socket', userId: 'rani', name: 'Rani' });
  await service.actions.connect(id, {}, rani);
  const row = await service.until(id, ({ qr }) => qr !== null);
  return { ...service, id, row };
}

describe('without anybody asking, it is seen', () => {
  test('that a session was unlinked on the phone', async () => {
    const { id, control, until, phases } = await online();
    control.unlink(id);
    const row = await until(id, ({ phase }) => phase === 'logged-out');
    expect(row).toMatchObject({ cause: { code: 'unlinked_on_phone' }, jid: null, connected: false });
    expect(row.lastJid).toContain('628123456789');
    expect(phases(id).slice(-3)).toEqual(['online', 'reconnecting', 'logged-out']);
  });

  test('that a session dropped, and that it healed', async () => {
    const { id, control, until } = await online();
    control.goOffline(id);
    const row = await until(id, ({ phase }) => phase === 'reconnecting');
    expect(row).toMatchObject({ cause: { code: 'network' }, loggedIn: true, connected: false });
    control.comeBack(id);
    expect(await until(id, ({ phase }) => phase === 'online')).toMatchObject({ cause: null });
  });

  test('that a session was opened somewhere else', async () => {
    const { id, control, until } = await online();
    control.openElsewhere(id);
    const row = await until(id, ({ phase }) => phase === 'needs-attention');
    expect(row).toMatchObject({ cause: { code: 'replaced' }, desired: 'online', paired: 'yes' });
  });

  test('that another tool disconnected it: nobody is asked to attend to it', async () => {
    const { id, until, simulator } = await online();
    const token = simulator.control.truthOf(id).token;
    await fetch(`${simulator.url}/session/disconnect`, { method: 'POST', headers: { token }, body: '{}' });
    const row = await until(id, ({ phase }) => phase === 'offline');
    expect(row).toMatchObject({ cause: { code: 'by_admin', by: null }, desired: 'offline', paired: 'yes' });
  });

  test('that the service does not have a session any more', async () => {
    const { id, until, simulator, known } = await online();
    const other = simulator.control.addUser({ name: 'other', token: 'other' });
    await fetch(`${simulator.url}/admin/users/${id}`, {
      method: 'DELETE',
      headers: { authorization: simulator.adminToken },
    });
    const row = await until(id, ({ phase }) => phase === 'needs-attention');
    expect(row).toMatchObject({ cause: { code: 'upstream_lost_session' }, connected: false });
    // It is not looked for with every sweep.
    const { version } = row;
    const sweptAt = known.upstream.observedAt!;
    await eventually(() => known.upstream.observedAt! > sweptAt + 1_500);
    expect(known.get(id)!.version).toBe(version);
    expect(known.get(other.id)).toBeUndefined();
  });

  test('that another tool began a pairing: its code is shown with its age', async () => {
    const { session, watch, until, simulator } = await watchService();
    const id = await session({ token: 'a-token' });
    await watch.sync(rani);
    const connect = { Subscribe: ['Message'], Immediate: true };
    await fetch(`${simulator.url}/session/connect`, {
      method: 'POST',
      headers: { token: 'a-token' },
      body: JSON.stringify(connect),
    });
    const row = await until(id, ({ qr }) => qr !== null);
    expect(row).toMatchObject({ phase: 'pairing', desired: 'offline', qr: { attempt: 1, of: 6 } });
    expect(row.qr!.expiresAt - row.observedAt).toBeLessThanOrEqual(60_000);
  });
});

describe('a code is blank at its end', () => {
  test('although the service hangs just then, and not before', async () => {
    const { id, row, store, control, tail, until, known } = await pairing();
    control.faults({ hang: true });
    const current = known.get(id)!;
    const expiresAt = Date.now() + 900;
    const after = { ...current, qr: { ...row.qr!, expiresAt } };
    tail.offer((await store.commit([{ before: current, after, entries: [] }])).rows);
    await until(id, ({ qr }) => qr?.expiresAt === expiresAt);
    await until(id, ({ qr }) => qr === null);
    const lateMs = Date.now() - expiresAt;
    // The two clocks differ by some milliseconds, as near as a busy machine can tell.
    expect(lateMs).toBeGreaterThan(-250);
    expect(lateMs).toBeLessThan(2_000);
    expect(known.get(id)!.phase).toBe('pairing');
  });

  test('also on a node that does not watch, when the one that does is stuck', async () => {
    const service = await testService();
    const id = await service.session();
    const leader = await startNode(service);
    const other = await startNode(service);
    await leader.watch.sync(rani);
    await leader.actions.connect(id, {}, rani);
    const row = await leader.until(id, ({ qr }) => qr !== null);
    await other.until(id, ({ version }) => version >= row.version);
    await leader.stop();
    service.control.faults({ hang: true });
    await other.viewers.look(id, { id: 'socket', userId: 'rani', name: 'Rani' });
    const current = other.known.get(id)!;
    const after = { ...current, qr: { ...row.qr!, expiresAt: Date.now() + 300 } };
    other.tail.offer((await other.store.commit([{ before: current, after, entries: [] }])).rows);
    await other.until(id, ({ qr }) => qr === null, 3_000);
  });
});

describe('without an admin token', () => {
  const byToken = { byAdmin: false };

  async function byTokenOnly() {
    const service = await testService();
    const id = await service.session();
    // Somebody with the admin token made the session known before.
    const before = await startNode(service);
    await before.watch.sync(rani);
    await before.stop();
    service.control.resetCalls();
    return { ...service, ...(await startNode(service, byToken)), id };
  }

  test('a session is paired and online by its own token alone, one call of it at a time', async () => {
    const { id, viewers, actions, until, control } = await byTokenOnly();
    await viewers.look(id, { id: 'socket', userId: 'rani', name: 'Rani' });
    expect(await actions.connect(id, {}, rani)).toMatchObject({ ok: true });
    await until(id, ({ qr }) => qr !== null);
    control.scan(id);
    await until(id, ({ phase }) => phase === 'online');
    const { counts, maxConcurrent } = control.calls();
    expect(Object.keys(counts).filter((call) => call.includes('/admin/'))).toEqual([]);
    expect(maxConcurrent[id]).toBe(1);
    expect(control.truth().deaths).toEqual([]);
  });

  test('a session that somebody watches is never behind thousands that nobody does', async () => {
    const service = await testService();
    const ids: string[] = [];
    for (let i = 0; i < 40; i++) ids.push(await service.session());
    const before = await startNode(service);
    await before.watch.sync(rani);
    // Nobody looked for so long that all of them are due at once, and every answer hangs.
    await before.db
      .updateTable('sessions')
      .set({ observed_at: new Date(Date.now() - 600_000) })
      .execute();
    await before.stop();
    service.control.faults({ hang: true, only: 'GET /session/status' });
    service.control.resetCalls();
    const { viewers } = await startNode(service, { ...byToken, timeouts: { singleMs: 60_000 } });
    const asked = () => service.control.calls().counts['GET /session/status'] ?? 0;
    await eventually(() => asked() >= 10, 30_000);
    const calls = service.control.calls();
    const waiting = ids.find((id) => calls.maxConcurrent[id] === undefined)!;
    await viewers.look(waiting, { id: 'socket', userId: 'rani', name: 'Rani' });
    await eventually(() => service.control.calls().maxConcurrent[waiting] === 1, 30_000);
    expect(asked()).toBe(11);
  }, 60_000);

  test('a token that the service does not know is a session that it lost', async () => {
    const { id, watch, until, simulator, control } = await byTokenOnly();
    await fetch(`${simulator.url}/admin/users/${id}/full`, {
      method: 'DELETE',
      headers: { authorization: simulator.adminToken },
    });
    control.addUser({ name: 'other', token: 'other' });
    await watch.fresh(id, 0);
    const row = await until(id, ({ phase }) => phase === 'needs-attention');
    expect(row.cause).toMatchObject({ code: 'upstream_lost_session' });
  });

  test('a gateway that knows no session yet does not call the service unreachable', async () => {
    const { known } = await watchService(byToken);
    await eventually(() => known.upstream.status === 'reachable');
  });
});
