/** Pushes of the service through the whole gateway: signed by it, looked at, and told to whoever watches. */
import { describe, expect, test } from 'vitest';
import { runGateway, type GatewayOptions } from './testing.ts';
import { pushByHand, watchBySocket } from './testing-pushes.ts';
import { eventually } from './sessions/testing.ts';

const sessionsPath = '/api/admin/whatsapp/sessions';
const phone = '628000000001';

/** One session, online, watched by a socket; the sweep comes too seldom to see anything. */
async function online(options: GatewayOptions = {}) {
  const gateway = await runGateway({ sweepEveryMs: 60_000, ...options });
  const { control } = gateway.simulator;
  const { id } = control.addUser({ name: 'Toko', token: 'toko', events: 'All', paired: phone, online: true });
  await eventually(() => control.truthOf(id).service.loggedIn);
  await gateway.call('POST', `${sessionsPath}/sync`);
  const watching = await watchBySocket(gateway, [id]);
  await watching.until(id, ({ phase }) => phase === 'online');
  return { ...gateway, control, id, ...watching };
}

describe.each(['json', 'form'] as const)('pushed as %s, and told to a plain client:', (webhookFormat) => {
  test('a ban, with its end', async () => {
    const { control, id, until } = await online({ simulator: { webhookFormat } });
    control.ban(id, { minutes: 60 });
    const { phase, cause, recovery } = await until(id, (state) => state.cause?.code === 'temporary_ban');
    expect(phase).toBe('needs-attention');
    expect(Date.parse(cause!.until!) - Date.now()).toBeGreaterThan(59 * 60_000);
    expect(Date.parse(recovery!.nextAttemptAt!)).toBeGreaterThan(Date.parse(cause!.until!));
  });
});

test('while pushes stand in for most lists, a service that goes and comes back is noticed between them', async () => {
  const { control, upstream } = await online();
  control.down();
  await eventually(() => upstream() === 'unreachable');
  control.up();
  await eventually(() => upstream() === 'reachable');
});

describe('what brought a session down reaches a plain client with its cause:', () => {
  test('outdated', async () => {
    const { control, id, until } = await online();
    control.outdated(id);
    expect(await until(id, ({ cause }) => cause?.code === 'client_outdated')).toMatchObject({
      phase: 'needs-attention',
      recovery: null,
    });
  });

  test('unlinked on the phone', async () => {
    const { control, id, until } = await online();
    control.unlink(id);
    expect(await until(id, ({ cause }) => cause?.code === 'unlinked_on_phone')).toMatchObject({
      phase: 'logged-out',
      connected: false,
      loggedIn: false,
      jid: null,
    });
  });

  test('replaced, which is never pushed: the sweep finds it', async () => {
    const { control, id, until } = await online({ sweepEveryMs: 300 });
    control.openElsewhere(id);
    expect(await until(id, ({ cause }) => cause?.code === 'replaced')).toMatchObject({
      phase: 'needs-attention',
      recovery: null,
    });
  });

  test('a drop, and that it healed', async () => {
    const { control, id, until, states } = await online();
    control.goOffline(id, { forMs: 1_000 });
    await until(id, ({ phase }) => phase === 'reconnecting');
    await until(id, ({ phase }) => phase === 'online');
    expect(states.filter(({ phase }) => !['online', 'reconnecting'].includes(phase))).toEqual([]);
  });

  test('a login that is refused for good', async () => {
    const { control, id, until } = await online();
    control.refuseLogin(id, { reason: 415, times: 1 });
    expect(await until(id, ({ cause }) => cause?.code === 'unknown')).toMatchObject({
      phase: 'needs-attention',
    });
  });

  test('a phone that refuses to be linked', async () => {
    const gateway = await runGateway({ sweepEveryMs: 60_000 });
    const { control } = gateway.simulator;
    const { id } = control.addUser({ name: 'Baru', token: 'baru' });
    await gateway.call('POST', `${sessionsPath}/sync`);
    const { until } = await watchBySocket(gateway, [id]);
    expect((await gateway.call('POST', `${sessionsPath}/${id}/connect`, {})).status).toBe(200);
    await until(id, ({ qr }) => qr?.image !== undefined);
    control.scan(id, { fail: 'refused' });
    expect(await until(id, ({ cause }) => cause?.code === 'pairing_failed')).toMatchObject({
      phase: 'offline',
      qr: null,
    });
  });

  test('banned at a connect: told at once, not after all the attempts', async () => {
    const { control, id, until, call } = await online();
    expect((await call('POST', `${sessionsPath}/${id}/disconnect`)).status).toBe(200);
    await until(id, ({ phase }) => phase === 'offline');
    control.ban(id, { minutes: 5 });
    await call('POST', `${sessionsPath}/${id}/connect`, {});
    await until(id, ({ cause }) => cause?.code === 'temporary_ban', 6_000);
    const again = await call<{ reason: string }>('POST', `${sessionsPath}/${id}/connect`, {});
    expect(again).toMatchObject({ status: 409, body: { reason: 'not_now' } });
  });
});

describe('an old push, delivered late,', () => {
  const loggedOut = { type: 'LoggedOut', event: { OnConnect: false, Reason: 401 } };
  const all = [
    loggedOut,
    { type: 'QRTimeout', event: 'timeout' },
    { type: 'PairError', event: { ID: '1', Error: {} } },
    { type: 'Disconnected' },
    { type: 'TemporaryBan', event: { Code: 101, Expire: 3_600_000_000_000 } },
    { type: 'ClientOutdated' },
    { type: 'QR', event: 'code', qrCodeBase64: 'data:image/png;base64,OLD' },
  ];

  test('changes nothing of a session that is online', async () => {
    const { id, states, control, ...gateway } = await online();
    control.resetCalls();
    const before = states.length;
    for (const push of all) expect(await pushByHand(gateway, { ...push, userID: id })).toBe(200);
    // The last look that it causes comes 3 s after it.
    await eventually(() => (control.calls().counts['GET /admin/users/{id}'] ?? 0) >= 4);
    expect(states.slice(before)).toEqual([]);
  });

  test('of a login or a code changes nothing of a session that is offline', async () => {
    const { id, states, control, until, call, ...gateway } = await online();
    await call('POST', `${sessionsPath}/${id}/disconnect`);
    await until(id, ({ phase, desired }) => phase === 'offline' && desired === 'offline');
    await eventually(() => !control.truthOf(id).whatsapp.online);
    control.resetCalls();
    const before = states.length;
    for (const push of [...all, { type: 'Connected' }, { type: 'PairSuccess', event: { ID: '1' } }]) {
      await pushByHand(gateway, { ...push, userID: id });
    }
    await eventually(() => (control.calls().counts['GET /admin/users/{id}'] ?? 0) >= 4);
    expect(states.slice(before).filter(({ phase }) => phase !== 'offline')).toEqual([]);
  });

  test('changes nothing while the service is away, nor when the gateway comes back meanwhile', async () => {
    const { id, states, last, upstream, control, restart, ...gateway } = await online({ sweepEveryMs: 300 });
    await control.down();
    await eventually(() => upstream() === 'unreachable');
    for (const push of all) expect(await pushByHand(gateway, { ...push, userID: id })).toBe(200);
    const seen = states.length;
    await restart();
    for (const push of all) expect(await pushByHand(gateway, { ...push, userID: id })).toBe(200);
    await control.up();
    const status = () => gateway.call<{ success: boolean }>('GET', `${sessionsPath}/${id}/status`);
    await eventually(async () => (await status()).body.success && states.length > seen);
    expect(last(id)).toMatchObject({ phase: 'online', qr: null });
    expect(states.filter(({ phase, qr }) => phase !== 'online' || qr !== null)).toEqual([]);
    expect(control.truthOf(id).whatsapp.online).toBe(true);
  });

  test('that is forged does nothing, not even a look', async () => {
    const { id, states, control, ...gateway } = await online();
    control.resetCalls();
    const before = states.length;
    expect(await pushByHand(gateway, { ...loggedOut, userID: id }, 'another key')).toBe(401);
    expect(await pushByHand(gateway, { ...loggedOut, userID: id })).toBe(200);
    await eventually(() => (control.calls().counts['GET /admin/users/{id}'] ?? 0) >= 1);
    expect(control.calls().counts['GET /admin/users/{id}']).toBe(1);
    expect(states.slice(before)).toEqual([]);
  });
});

test('without a key of the webhook there is no such address', async () => {
  const gateway = await runGateway({ webhooks: false });
  expect(await pushByHand(gateway, { type: 'Connected', userID: 'x' })).toBe(404);
});

test('a message that comes with the life of a session leaves nothing in the log', async () => {
  const { id, lines, ...gateway } = await online();
  const secret = 'a private message';
  expect(await pushByHand(gateway, { type: 'Message', userID: id, event: { body: secret } })).toBe(200);
  expect(await pushByHand(gateway, { type: 'Connected', userID: id, event: { body: secret } })).toBe(200);
  expect(lines.join('')).not.toContain(secret);
});
