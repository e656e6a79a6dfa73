import { expect, test } from 'vitest';
import { start, startWithHook, untilTrue } from './test-caller.ts';

const paired = '6280000000101';
const online = { name: 'a', token: 'tok-a', paired, online: true, events: 'All' };

type World = Awaited<ReturnType<typeof startWithHook>>;

async function onlineWorld(options = {}): Promise<World> {
  const world = await startWithHook(options);
  world.control.addUser(online);
  await untilTrue(() => world.hook.types().includes('Connected'));
  return world;
}

test('a drop heals by itself at once', async () => {
  const { hook, control, calls } = await onlineWorld();
  control.drop('tok-a');
  await untilTrue(() => hook.types().length === 3);
  expect(hook.types()).toEqual(['Connected', 'Disconnected', 'Connected']);
  expect(await calls.status('tok-a')).toMatchObject({ connected: true, loggedIn: true });
});

test('an offline session looks logged in and dials at 0, 2, 6, 12, 20 and 30 s', async () => {
  const { control, calls } = await onlineWorld({ speed: 50 });
  control.goOffline('tok-a');
  await untilTrue(() => control.truthOf('tok-a').whatsapp.dialledAt.length === 7);
  expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: true });
  const [, first = 0, ...later] = control.truthOf('tok-a').whatsapp.dialledAt;
  const seconds = later.map((at) => ((at - first) * 50) / 1_000);
  for (const [index, planned] of [2, 6, 12, 20, 30].entries()) {
    // Never early; a busy machine may be late.
    expect(seconds[index]).toBeGreaterThan(planned - 0.5);
    expect(seconds[index]).toBeLessThan(planned + 30);
  }
  control.comeBack('tok-a');
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
});

test('an outage takes everybody and ends for everybody', async () => {
  const { control } = await onlineWorld();
  control.addUser({ ...online, token: 'tok-b', paired: '6280000000102' });
  await untilTrue(() => control.truthOf('tok-b').whatsapp.online);
  control.outage(true);
  await untilTrue(() => control.truth().users.every(({ service }) => !service.connected && service.loggedIn));
  control.outage(false);
  await untilTrue(() => control.truth().users.every(({ whatsapp }) => whatsapp.online));
});

test('a cut in the QR phase is its end', async () => {
  const { hook, control, calls } = await startWithHook();
  control.addUser({ name: 'a', token: 'tok-a' });
  await calls.connect('tok-a');
  await untilTrue(() => hook.types().includes('QR'));
  control.drop('tok-a');
  await untilTrue(() => hook.types().length === 3);
  expect(new Set(hook.types())).toEqual(new Set(['QR', 'Disconnected', 'QRTimeout']));
  expect((await calls.get('/session/qr', 'tok-a')).body.error).toBe('no session');
});

test('silence is true/true with KeepAliveTimeout, a new socket after three minutes, and KeepAliveRestored', async () => {
  const { hook, control, calls } = await onlineWorld({ speed: 500, build: 'G26' });
  control.silence(true);
  await untilTrue(() => control.truthOf('tok-a').whatsapp.dialledAt.length === 2);
  expect(await calls.status('tok-a')).toMatchObject({ connected: true, loggedIn: true });
  control.silence(false);
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  const types = hook.types();
  expect(types.filter((type) => type === 'KeepAliveTimeout').length).toBeGreaterThanOrEqual(4);
  expect(types).not.toContain('Disconnected');
  const [first] = hook.caught.filter(({ type }) => type === 'KeepAliveTimeout');
  expect(first?.event).toEqual({ ErrorCount: 1, LastSuccess: expect.any(String) as unknown });
});

test('this build asks WhatsApp for a picture in every status: 75 s in the silence', async () => {
  const { control, calls } = await onlineWorld({ speed: 100 });
  control.silence(true, 'tok-a');
  const before = Date.now();
  await calls.status('tok-a');
  expect(Date.now() - before).toBeGreaterThan(740);
});

test.each([
  ['503', ['Disconnected', 'Connected']],
  ['515', ['Connected']],
  ['500', ['StreamError', 'Disconnected', 'Connected']],
  ['', ['StreamError', 'Disconnected', 'Connected']],
])('a stream error %s is pushed as %j', async (code, types) => {
  const { hook, control } = await onlineWorld();
  control.streamError('tok-a', code);
  await untilTrue(() => hook.types().length === 1 + types.length);
  expect(hook.types().slice(1)).toEqual(types);
  expect(control.truthOf('tok-a').whatsapp.online).toBe(true);
});

test.each([
  [503, ['Disconnected', 'Disconnected', 'Connected'], { connected: true, loggedIn: true }],
  [415, ['Disconnected', 'ConnectFailure'], { connected: false, loggedIn: true }],
  [403, ['Disconnected', 'LoggedOut'], { connected: false, loggedIn: false }],
])('a login refused with %i is pushed as %j', async (reason, types, end) => {
  const { hook, control, calls } = await onlineWorld();
  control.refuseLogin('tok-a', { reason });
  await untilTrue(() => hook.types().length === 1 + types.length);
  expect(hook.types().slice(1)).toEqual(types);
  await untilTrue(async () => (await calls.status('tok-a')).connected === end.connected);
  expect(await calls.status('tok-a')).toMatchObject(end);
});

test('an outdated client ends like a ban, also while it shows a code', async () => {
  const { hook, control, calls } = await onlineWorld();
  control.outdated('tok-a');
  await untilTrue(() => hook.types().includes('ClientOutdated'));
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
  expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: true });
  control.addUser({ name: 'b', token: 'tok-b' });
  await calls.connect('tok-b');
  await untilTrue(() => control.truthOf('tok-b').qr !== null);
  control.outdated('tok-b');
  await untilTrue(async () => !(await calls.status('tok-b')).connected);
  expect((await calls.get('/session/qr', 'tok-b')).body.error).toBe('not connected');
  expect((await calls.status('tok-b')).qrcode).not.toBe('');
});

test('a ban ends after its time and then a connect works', async () => {
  const { control, calls } = await start({ speed: 600 });
  control.addUser(online);
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  control.ban('tok-a', { minutes: 2 });
  await untilTrue(
    () => control.truthOf('tok-a').service.loggedIn && !control.truthOf('tok-a').service.connected,
  );
  await untilTrue(async () => {
    if (!control.truthOf('tok-a').service.connected) await calls.connect('tok-a');
    return control.truthOf('tok-a').whatsapp.online;
  });
});
