import { expect, test } from 'vitest';
import { start, startWithHook, until, untilTrue } from './test-caller.ts';

const paired = '6280000000101';
const online = { name: 'a', token: 'tok-a', paired, online: true, events: 'All' };

type World = Awaited<ReturnType<typeof start>>;

async function goOnline({ control }: World) {
  control.addUser(online);
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
}

async function showCode({ control, calls }: World) {
  control.addUser({ name: 'a', token: 'tok-a' });
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
}

test('T1: the old picture and the old JID stay in status and list', async () => {
  const world = await start();
  const { control, calls } = world;
  await showCode(world);
  control.scan('tok-a', { fail: 'signature' });
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
  const [row] = (await calls.admin('GET', '/admin/users')).body.data as unknown as { qrcode: string }[];
  expect(row?.qrcode).toMatch(/^data:image/);
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  const { jid } = control.scan('tok-a');
  await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
  await calls.post('/session/logout', 'tok-a');
  expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: false, jid });
});

test('T2: at a stream error loggedIn is false first, and /qr answers ""', async () => {
  const world = await start({ speed: 2 });
  await goOnline(world);
  world.control.openElsewhere('tok-a');
  expect(await world.calls.status('tok-a')).toMatchObject({ connected: true, loggedIn: false });
  expect((await world.calls.get('/session/qr', 'tok-a')).body).toEqual({
    code: 200,
    data: { QRCode: '' },
    success: true,
  });
});

test('T3: a ban looks like a drop that heals, for ever', async () => {
  const world = await startWithHook();
  const { hook, control, calls } = world;
  await goOnline(world);
  control.ban('tok-a', { minutes: 60 });
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
  expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: true });
  expect((await calls.post('/session/disconnect', 'tok-a')).body.error).toBe(
    'cannot disconnect because it is not logged in',
  );
  // Each goes by a connection of its own: what is sent at once may overtake.
  expect(hook.types().sort()).toEqual(['Connected', 'Disconnected', 'TemporaryBan']);
  expect(hook.caught[2]?.event).toEqual({ Code: 101, Expire: 3_600_000_000_000 });
  const dials = control.truthOf('tok-a').whatsapp.dialledAt.length;
  await calls.connect('tok-a');
  await untilTrue(() => hook.types().filter((type) => type === 'TemporaryBan').length === 2);
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
  expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: false });
  expect(control.truthOf('tok-a').whatsapp.dialledAt).toHaveLength(dials + 1);
});

test('T4: replaced is false/false without a push, events kept and /qr "not connected"', async () => {
  const world = await startWithHook();
  const { hook, control, calls } = world;
  await goOnline(world);
  await untilTrue(() => hook.types().includes('Connected'));
  control.openElsewhere('tok-a');
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
  expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: false, events: 'All' });
  expect((await calls.get('/session/qr', 'tok-a')).body.error).toBe('not connected');
  expect((await calls.post('/session/logout', 'tok-a')).body.error).toBe(
    'could not disconnect as it was not connected',
  );
  expect(hook.types()).toEqual(['Connected']);
});

test('T5: right after connect /qr says "not connected", then "", then the code', async () => {
  const { control, calls } = await start({ speed: 1, latency: { firstCodeMs: 60 } });
  control.addUser({ name: 'a', token: 'tok-a' });
  await calls.connect('tok-a');
  const seen: string[] = [];
  await untilTrue(async () => {
    const { body } = await calls.get('/session/qr', 'tok-a');
    const said = body.error ?? (body.data?.QRCode === '' ? '' : 'code');
    if (seen.at(-1) !== said) seen.push(said);
    return said === 'code';
  });
  expect(seen.slice(-2)).toEqual(['', 'code']);
  expect(['no session', 'not connected', '']).toContain(seen[0]);
});

test('T6: a connect at once after a disconnect leaves the old client behind', async () => {
  // The old client is ended once a second of the service's time: at speed 1 two calls fit in between.
  const world = await start({ speed: 1 });
  const { control, calls } = world;
  await goOnline(world);
  await calls.post('/session/disconnect', 'tok-a');
  await calls.connect('tok-a');
  await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
  expect(control.truthOf('tok-a').clients).toBe(2);
});

test('T6: with 1.5 s between them nothing is left behind', async () => {
  const world = await start();
  const { control, calls } = world;
  await goOnline(world);
  await calls.post('/session/disconnect', 'tok-a');
  await untilTrue(() => control.truthOf('tok-a').clients === 0);
  await calls.connect('tok-a');
  await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
  expect(control.truthOf('tok-a').clients).toBe(1);
  await calls.post('/session/disconnect', 'tok-a');
  await untilTrue(() => !control.truthOf('tok-a').whatsapp.online);
});

test('T6: of many leftovers some stay online at WhatsApp after a disconnect that said 200', async () => {
  const { control, calls } = await start();
  const tokens = ['tok-0', 'tok-1', 'tok-2', 'tok-3', 'tok-4', 'tok-5', 'tok-6', 'tok-7'];
  for (const [index, token] of tokens.entries()) {
    control.addUser({ name: token, token, paired: `628000000020${index}`, online: true });
  }
  await untilTrue(() => control.truth().users.every(({ whatsapp }) => whatsapp.online));
  for (const token of tokens) {
    await calls.post('/session/disconnect', token);
    await calls.connect(token, []);
    await untilTrue(async () => (await calls.status(token)).loggedIn);
    await calls.post('/session/disconnect', token);
  }
  await untilTrue(() => control.truth().users.every(({ clients }) => clients <= 1));
  const unseen = control
    .truth()
    .users.filter(({ service, whatsapp }) => !service.connected && whatsapp.online);
  expect(unseen.length).toBeGreaterThan(0);
});

test('T7: two connects at once make two clients with codes of their own', async () => {
  const { control, calls } = await startWithHook({ speed: 1, latency: { dialMs: 100 } });
  control.addUser({ name: 'a', token: 'tok-a' });
  const answers = await Promise.all([calls.connect('tok-a'), calls.connect('tok-a')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await untilTrue(() => control.truth().webhooks.filter(({ type }) => type === 'QR').length === 2);
  expect(control.truthOf('tok-a').clients).toBe(2);
});

test('T8: after a failed read a paired session comes up with a code and its JID, and heals by a new start', async () => {
  const { control, calls } = await start({ speed: 400 });
  control.addUser({ name: 'a', token: 'tok-a', paired });
  control.failNextRead('tok-a');
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  expect(await calls.status('tok-a')).toMatchObject({
    connected: true,
    loggedIn: false,
    jid: `${paired}:1@s.whatsapp.net`,
  });
  await untilTrue(() => !control.truthOf('tok-a').service.known);
  await calls.connect('tok-a');
  await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
});

test('T9: in the dead end every way out is refused until the service restarts', async () => {
  const world = await start();
  const { control, calls } = world;
  await goOnline(world);
  control.openElsewhere('tok-a');
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
  control.deadEnd('tok-a');
  expect((await calls.connect('tok-a')).body.error).toBe('already connected');
  expect((await calls.get('/session/qr', 'tok-a')).body.error).toBe('not connected');
  expect((await calls.post('/session/logout', 'tok-a')).body.error).toBe(
    'could not disconnect as it was not connected',
  );
  await control.restart();
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  expect(control.truthOf('tok-a').service.loggedIn).toBe(true);
});

test('T10 and T11 are moments: the socket is gone between PairSuccess and Connected, true/true outlives a ban', async () => {
  const world = await startWithHook({
    speed: 1,
    latency: { dialMs: 10, loginMs: 10, pairGapMs: 100, endMs: 300 },
  });
  const { hook, control, calls } = world;
  await showCode(world);
  control.scan('tok-a', { phone: paired });
  await until(async () => {
    const { connected, loggedIn, jid } = await calls.status('tok-a');
    return !connected && !loggedIn && jid !== '' ? true : undefined;
  });
  expect(hook.types()).not.toContain('Connected');
  await untilTrue(() => hook.types().includes('Connected'));
  control.ban('tok-a');
  await untilTrue(() => hook.types().includes('TemporaryBan'));
  expect(await calls.status('tok-a')).toMatchObject({ connected: true, loggedIn: true });
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
});
