import { expect, test } from 'vitest';
import { startWithHook, untilTrue } from './test-caller.ts';
import { signatureOf, startHookReceiver } from './test-hook.ts';

const key = 'global-key-of-at-least-32-characters';
const online = { name: 'Kasir & Co', token: 'tok-a', paired: '6280000000101', online: true };
const lifeEvents = ['QR', 'QRTimeout', 'PairSuccess', 'PairError', 'Connected', 'Disconnected', 'LoggedOut'];
const rareEvents = ['TemporaryBan', 'ClientOutdated', 'StreamError', 'KeepAliveTimeout', 'KeepAliveRestored'];
const subscribed = [...lifeEvents, ...rareEvents].join(',');

test('a JSON body is flat, in the order of the alphabet, and signed over its bytes', async () => {
  const { hook, control } = await startWithHook({ webhookHmacKey: key });
  const { id } = control.addUser({ ...online, events: 'Connected' });
  await untilTrue(() => hook.caught.length === 1);
  const [caught] = hook.caught;
  expect(caught?.rawBody).toBe(
    `{"event":{},"instanceName":"Kasir & Co","type":"Connected","userID":"${id}"}`,
  );
  expect(caught?.contentType).toBe('application/json');
  expect(caught?.signature).toBe(signatureOf(caught?.rawBody ?? '', key));
});

test('a form body carries the event as jsonData and is signed over its bytes', async () => {
  const { hook, control } = await startWithHook({ webhookHmacKey: key, webhookFormat: 'form' });
  const { id } = control.addUser({ ...online, events: 'Connected' });
  await untilTrue(() => hook.caught.length === 1);
  const [caught] = hook.caught;
  expect(caught).toMatchObject({ type: 'Connected', event: {}, userID: id, instanceName: 'Kasir & Co' });
  expect(caught?.rawBody.startsWith('instanceName=Kasir+%26+Co&jsonData=%7B%22event')).toBe(true);
  expect(caught?.signature).toBe(signatureOf(caught?.rawBody ?? '', key));
});

test("the user's events are the one filter, for the global webhook too, and change at once", async () => {
  const { hook, control, calls } = await startWithHook();
  control.addUser({ ...online, events: '' });
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  await calls.post('/webhook', 'tok-a', { webhookurl: '', events: ['Disconnected'] });
  control.drop('tok-a');
  await untilTrue(() => hook.caught.length === 1);
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  await calls.post('/webhook', 'tok-a', { webhookurl: '' });
  control.drop('tok-a');
  await untilTrue(() => control.truthOf('tok-a').whatsapp.dialledAt.length === 3);
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  expect(hook.types()).toEqual(['Disconnected']);
});

test.each([
  ['Z', ['Connected', 'StreamError', 'Disconnected', 'Connected', 'Disconnected', 'TemporaryBan']],
  ['G26', ['Connected', 'Disconnected', 'Connected', 'Disconnected']],
] as const)('subscribed by name, build %s delivers %j', async (build, types) => {
  const { hook, control } = await startWithHook({ build });
  control.addUser({ ...online, events: subscribed });
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  control.streamError('tok-a', '500');
  await untilTrue(() => hook.types().filter((type) => type === 'Connected').length === 2);
  control.ban('tok-a');
  await untilTrue(
    () => control.truthOf('tok-a').service.loggedIn && !control.truthOf('tok-a').service.connected,
  );
  await untilTrue(() => hook.caught.length >= types.length);
  // Each goes by a connection of its own: what is sent at once may overtake.
  expect(hook.types().sort()).toEqual([...types].sort());
});

test('any answer but 2xx is tried again with the very same bytes', async () => {
  const { hook, control } = await startWithHook({ speed: 500 });
  hook.answers.push(500, 404, 301);
  control.addUser({ ...online, events: 'Connected' });
  await untilTrue(() => hook.caught.length === 4);
  expect(new Set(hook.caught.map(({ rawBody, signature }) => `${rawBody}${signature}`)).size).toBe(1);
});

test('waiting retries are lost in a restart', async () => {
  const { hook, control } = await startWithHook({ speed: 100 });
  hook.answers.push(500);
  control.addUser({ ...online, events: 'Disconnected' });
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  control.drop('tok-a');
  await untilTrue(() => hook.caught.length === 1);
  await control.restart();
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  control.drop('tok-a');
  await untilTrue(() => hook.caught.length === 2);
  expect(hook.answers).toEqual([]);
  expect(control.truth().webhooks).toHaveLength(2);
});

test('webhooks are lost, doubled and late on demand', async () => {
  const { hook, control } = await startWithHook();
  control.webhookFaults({ lose: 'all' });
  expect(control.troubles()).toEqual({ slowMs: 0, lose: 'all' });
  control.addUser({ ...online, events: 'Connected,Disconnected' });
  await untilTrue(() => control.truth().webhooks.length === 1);
  expect(control.truth().webhooks[0]).toMatchObject({ type: 'Connected', lost: true });
  control.webhookFaults({ lose: 'none', double: true });
  control.drop('tok-a');
  await untilTrue(() => hook.caught.length === 4);
  expect(hook.types().toSorted()).toEqual(['Connected', 'Connected', 'Disconnected', 'Disconnected']);
  control.webhookFaults({ double: false, delayMs: 4_000 });
  const before = Date.now();
  control.drop('tok-a');
  await untilTrue(() => hook.caught.length === 6);
  expect(Date.now() - before).toBeGreaterThanOrEqual(195);
});

test("the user's own webhook comes beside the global one, signed only with a key set by a call", async () => {
  const own = await startHookReceiver();
  try {
    const { hook, control, calls } = await startWithHook();
    control.addUser({ ...online, events: 'Connected', webhook: own.url, hmacKey: 'u'.repeat(32) });
    await untilTrue(() => own.caught.length === 1 && hook.caught.length === 1);
    expect(own.caught[0]?.signature).toBeUndefined();
    expect(hook.caught[0]?.signature).toBeDefined();
    await calls.post('/session/hmac/config', 'tok-a', { hmac_key: 'v'.repeat(32) });
    control.drop('tok-a');
    await untilTrue(() => own.caught.length === 2);
    expect(own.caught[1]?.signature).toBe(signatureOf(own.caught[1]?.rawBody ?? '', 'v'.repeat(32)));
  } finally {
    await own.stop();
  }
});

test("through a proxy that is dead a user's webhooks, the global one too, do not arrive", async () => {
  const { hook, control, calls } = await startWithHook({ speed: 100 });
  control.addUser({ name: 'a', token: 'tok-a', paired: '6280000000101', proxyUrl: 'http://127.0.0.1:9' });
  await calls.connect('tok-a', ['Connected', 'Disconnected']);
  await untilTrue(() => hook.types().includes('Connected'));
  control.goOffline('tok-a');
  await untilTrue(() => control.truth().webhooks.length === 2);
  expect(hook.types()).toEqual(['Connected']);
  control.comeBack('tok-a');
  await untilTrue(() => hook.types().includes('Disconnected'));
});
