import { expect, test } from 'vitest';
import { startWithHook, untilTrue } from './test-caller.ts';

const online = { name: 'a', token: 'tok-a', paired: '6280000000101', online: true, events: 'All' };

async function onlineWorld(options = {}) {
  const world = await startWithHook(options);
  world.control.addUser(online);
  await untilTrue(() => world.hook.types().includes('Connected'));
  return world;
}

test('a refused scan is a PairError; the old code stays and a connect shows a new one', async () => {
  const { hook, control, calls } = await startWithHook();
  control.addUser({ name: 'a', token: 'tok-a' });
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  control.scan('tok-a', { fail: 'signature', phone: '6280000000101' });
  await untilTrue(() => hook.types().includes('PairError'));
  expect(hook.caught.at(-1)?.event).toMatchObject({
    ID: '6280000000101:1@s.whatsapp.net',
    Error: {},
    Platform: 'android',
  });
  expect((await calls.get('/session/qr', 'tok-a')).body.error).toBe('not connected');
  expect((await calls.connect('tok-a')).status).toBe(200);
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
});

test('unlinked while online: LoggedOut 401, then a connect shows a code with the old JID around', async () => {
  const { hook, control, calls } = await onlineWorld();
  control.unlink('tok-a');
  await untilTrue(() => hook.types().includes('LoggedOut'));
  expect(hook.caught.at(-1)?.event).toEqual({ OnConnect: false, Reason: 401 });
  await untilTrue(async () => (await calls.get('/session/qr', 'tok-a')).body.error === 'no session');
  const { jid } = await calls.status('tok-a');
  expect(jid).toBe('6280000000101:1@s.whatsapp.net');
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  expect((await calls.status('tok-a')).jid).toBe(jid);
  expect(control.scan('tok-a', { phone: '6280000000101' }).jid).toBe('6280000000101:2@s.whatsapp.net');
});

test('unlinked while disconnected: the next connect is the one that hears of it', async () => {
  const { hook, control, calls } = await onlineWorld();
  await calls.post('/session/disconnect', 'tok-a');
  await untilTrue(() => control.truthOf('tok-a').clients === 0);
  control.unlink('tok-a');
  await calls.connect('tok-a');
  await untilTrue(() => hook.types().includes('LoggedOut'));
  expect(hook.caught.at(-1)?.event).toEqual({ OnConnect: true, Reason: 401 });
  await untilTrue(() => control.truthOf('tok-a').clients === 0);
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
});

test('after replaced the disconnect before a connect is refused, and a connect takes the session back', async () => {
  const { control, calls } = await onlineWorld();
  control.openElsewhere('tok-a');
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
  expect((await calls.post('/session/disconnect', 'tok-a')).status).toBe(500);
  await calls.connect('tok-a');
  await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
  expect(control.truthOf('tok-a').clients).toBe(2);
});

test('a new name is a second Connected with an event', async () => {
  const { hook, control } = await onlineWorld();
  control.rename('tok-a', 'New Name');
  await untilTrue(() => hook.types().length === 2);
  expect(hook.caught[1]).toMatchObject({
    type: 'Connected',
    event: { Action: { name: 'New Name' }, FromFullSync: false, Timestamp: expect.any(String) as unknown },
  });
});

test('the first login pushes the app state key to whoever subscribed to All or Message', async () => {
  const { hook, control, calls } = await startWithHook();
  control.addUser({ name: 'a', token: 'tok-a' });
  await calls.connect('tok-a', ['All']);
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  control.scan('tok-a');
  await untilTrue(() => hook.types().includes('Message'));
  // Each goes by a connection of its own: what is sent at once may overtake.
  expect(hook.types().sort()).toEqual(['Connected', 'Message', 'PairSuccess', 'QR']);
  expect(hook.caught.at(-1)?.rawBody).toContain('appStateSyncKeyShare');
});
