import { describe, expect, test } from 'vitest';
import { start, untilTrue } from './test-caller.ts';

/** The service's answers, literally as recorded. */
const emptyS3 = {
  access_key: '***',
  bucket: '',
  enabled: false,
  endpoint: '',
  media_delivery: '',
  path_style: false,
  public_url: '',
  region: '',
  retention_days: 0,
};

function failed(code: number, error: string) {
  return { code, error, success: false };
}

test('who may call: the raw admin token, the token header in any case, or ?token=', async () => {
  const { control, calls, simulator } = await start();
  control.addUser({ name: 'a', token: 'tok-a' });
  const unauthorized = failed(401, 'unauthorized');
  expect((await calls.send('GET', '/admin/users', {})).body).toEqual(unauthorized);
  const bearer = { authorization: `Bearer ${simulator.adminToken}` };
  expect((await calls.send('GET', '/admin/users', bearer)).body).toEqual(unauthorized);
  expect((await calls.send('GET', '/session/status', {})).body).toEqual(unauthorized);
  expect((await calls.get('/session/status', 'wrong')).body).toEqual(unauthorized);
  expect((await calls.send('GET', '/session/status?token=tok-a', {})).status).toBe(200);
  expect((await calls.send('GET', '/session/status', { Token: 'tok-a' })).status).toBe(200);
});

test('an unknown path or method is no JSON', async () => {
  const { control, calls } = await start();
  control.addUser({ name: 'a', token: 'tok-a' });
  for (const [method, path] of [
    ['GET', '/nope'],
    ['GET', '/session/connect'],
    ['POST', '/session/status'],
    ['POST', '/session/connect/'],
    ['PATCH', '/webhook'],
  ] as const) {
    expect(await calls.send(method, path, { token: 'tok-a' })).toMatchObject({
      status: 404,
      text: '404 page not found\n',
    });
  }
  expect((await calls.send('GET', '//session/status', { token: 'tok-a' })).status).toBe(301);
});

test.each([
  ['Z', { display_name: '', profile_picture_url: '' }],
  ['G26', {}],
] as const)('status of a session that was never connected, in build %s', async (build, more) => {
  const { control, calls } = await start({ build });
  const { id } = control.addUser({ name: 'envelope', token: 'tok-a', events: 'All' });
  expect((await calls.get('/session/status', 'tok-a')).body).toEqual({
    code: 200,
    data: {
      connected: false,
      ...more,
      events: 'All',
      history: '0',
      hmac_configured: false,
      id,
      jid: '',
      loggedIn: false,
      name: 'envelope',
      proxy_config: { enabled: false, proxy_url: '' },
      proxy_url: '',
      qrcode: '',
      s3_config: emptyS3,
      token: 'tok-a',
      webhook: '',
    },
    success: true,
  });
});

test('before a connect there is no session', async () => {
  const { control, calls } = await start();
  control.addUser({ name: 'a', token: 'tok-a' });
  const none = failed(500, 'no session');
  expect((await calls.get('/session/qr', 'tok-a')).body).toEqual(none);
  expect((await calls.post('/session/disconnect', 'tok-a')).body).toEqual(none);
  expect((await calls.post('/session/logout', 'tok-a')).body).toEqual(none);
  expect((await calls.post('/session/pairphone', 'tok-a', '{"Phone":')).body).toEqual(none);
});

describe('connect', () => {
  test.each(['{"Subscribe":', '', 'not json', '[]', '"x"', '{"Subscribe":"All"}', '{"Immediate":"true"}'])(
    'refuses the body %s',
    async (body) => {
      const { control, calls } = await start();
      control.addUser({ name: 'a', token: 'tok-a' });
      expect((await calls.post('/session/connect', 'tok-a', body)).body).toEqual(
        failed(400, 'could not decode Payload'),
      );
    },
  );

  test.each([
    ['null', ''],
    ['{"subscribe":["All"],"immediate":true}', 'All'],
    ['{"Subscribe":["all"],"Immediate":true}', ''],
    ['{"Subscribe":["QR, Connected"],"Immediate":true}', ''],
    ['{"Subscribe":["QR","Connected","Nope","QR"],"Immediate":true}', 'QR,Connected'],
    ['{"Subscribe":["All"],"Immediate":true,"x":1} trailing', 'All'],
  ])('takes %s for the events "%s"', async (body, events) => {
    // Ten simulated seconds that are not so short for a busy machine.
    const { control, calls } = await start({ speed: 10 });
    control.addUser({ name: 'a', token: 'tok-a', events: 'Message' });
    expect((await calls.post('/session/connect', 'tok-a', body)).body.data).toEqual({
      details: 'Connected!',
      events,
      jid: '',
      webhook: '',
    });
    expect((await calls.status('tok-a')).events).toBe(events);
  });

  test('of a session that shows a code is "already connected" and changes nothing', async () => {
    const { control, calls } = await start();
    control.addUser({ name: 'a', token: 'tok-a' });
    await calls.connect('tok-a', ['QR']);
    await untilTrue(() => control.truthOf('tok-a').qr !== null);
    const { qr } = control.truthOf('tok-a');
    expect((await calls.connect('tok-a', ['All'])).body).toEqual(failed(500, 'already connected'));
    expect((await calls.status('tok-a')).events).toBe('QR');
    expect(control.truthOf('tok-a').qr).toEqual(qr);
  });

  test('without Immediate into an outage fails after its ten seconds', async () => {
    const { control, calls } = await start({ speed: 100 });
    control.addUser({ name: 'a', token: 'tok-a' });
    control.outage(true);
    const answer = await calls.post('/session/connect', 'tok-a', { Subscribe: ['All'] });
    expect(answer.body).toEqual(failed(500, 'failed to Connect'));
    expect((await calls.post('/session/pairphone', 'tok-a', { Phone: '6280000000101' })).body).toEqual(
      failed(400, 'websocket not connected'),
    );
  });
});

test.each([
  ['{"Phone":', 'could not decode Payload'],
  ['{"Phone":6280000000101}', 'could not decode Payload'],
  ['{}', 'missing Phone in Payload'],
  ['{"Phone":"123456"}', 'phone number too short'],
  ['{"Phone":"abc"}', 'phone number too short'],
  ['{"Phone":"0119999900"}', 'international phone number required (must not start with 0)'],
])('pairphone refuses %s', async (body, error) => {
  const { control, calls } = await start();
  control.addUser({ name: 'a', token: 'tok-a' });
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  expect((await calls.post('/session/pairphone', 'tok-a', body)).body).toEqual(failed(400, error));
});

test('while WhatsApp is silent pairphone and logout fail after 75 s', async () => {
  const { control, calls } = await start({ speed: 500, build: 'G26' });
  control.addUser({ name: 'a', token: 'tok-a' });
  control.addUser({ name: 'b', token: 'tok-b', paired: '6280000000101', online: true });
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null && control.truthOf('tok-b').whatsapp.online);
  control.silence(true);
  const [paired, out] = await Promise.all([
    calls.post('/session/pairphone', 'tok-a', { Phone: '6280000000101' }),
    calls.post('/session/logout', 'tok-b'),
  ]);
  expect(paired.body).toEqual(failed(400, 'info query timed out'));
  expect(out.body).toEqual(failed(500, 'could not perform logout'));
  expect(await calls.status('tok-b')).toMatchObject({ connected: true, loggedIn: true });
});

test('a logout of a session that shows a code is refused', async () => {
  const { control, calls } = await start();
  control.addUser({ name: 'a', token: 'tok-a' });
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  expect((await calls.post('/session/logout', 'tok-a')).body).toEqual(
    failed(500, 'could not logout as it was not logged in'),
  );
});

test('webhook settings: the row and what the filter reads can differ', async () => {
  const { control, calls } = await start();
  control.addUser({ name: 'a', token: 'tok-a' });
  const url = 'http://127.0.0.1:9/u';
  const set = await calls.post('/webhook', 'tok-a', { webhookurl: url, events: ['Message', 'Nope', 'All'] });
  expect(set.body.data).toEqual({ webhook: url });
  await calls.post('/webhook', 'tok-a', { webhookurl: url });
  expect((await calls.get('/webhook', 'tok-a')).body.data).toEqual({
    subscribe: ['Message', 'All'],
    webhook: url,
  });
  expect((await calls.status('tok-a')).events).toBe('');
  const put = await calls.send('PUT', '/webhook', { token: 'tok-a' }, { webhook: url, events: ['All'] });
  expect(put.body.data).toEqual({ active: false, events: ['All'], webhook: '' });
  expect((await calls.get('/webhook', 'tok-a')).body.data).toEqual({ subscribe: [''], webhook: '' });
  const deleted = await calls.send('DELETE', '/webhook', { token: 'tok-a' });
  expect(deleted.body.data).toEqual({ Details: 'Webhook and events deleted successfully' });
});

test('proxy and HMAC settings', async () => {
  const { control, calls } = await start();
  control.addUser({ name: 'a', token: 'tok-a' });
  const proxy = (proxyUrl: string, enable: boolean) =>
    calls.post('/session/proxy', 'tok-a', { proxy_url: proxyUrl, enable });
  expect((await proxy('ftp://127.0.0.1:1', true)).body.error).toBe(
    'only HTTP and SOCKS5 proxies are supported',
  );
  expect((await proxy('', true)).body.error).toBe('missing proxy_url in payload');
  expect((await proxy('http://127.0.0.1:9', true)).body.data).toEqual({
    Details: 'Proxy configured successfully',
    ProxyURL: 'http://127.0.0.1:9',
  });
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  expect((await proxy('', false)).body.error).toBe(
    'cannot set proxy while connected. Please disconnect first',
  );
  const hmac = (key: string) => calls.post('/session/hmac/config', 'tok-a', { hmac_key: key });
  expect((await hmac('short')).body).toEqual(failed(400, 'HMAC key must be at least 32 characters long'));
  expect((await hmac('k'.repeat(32))).body).toEqual({ Details: 'HMAC configuration saved successfully' });
  expect((await calls.get('/session/hmac/config', 'tok-a')).body).toEqual({ hmac_key: '***' });
});
