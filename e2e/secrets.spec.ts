import { expect, test } from '@playwright/test';
import { createRest } from '../sdk/index.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { signInAsAdmin } from './admin-client.ts';
import { overhear } from './payloads.ts';
import { admin, startProduct } from './product.ts';
import { makeTempFolder, removeFolder } from './temp-folder.ts';

let dataDir: string;
let service: Simulator;
test.beforeAll(async () => {
  dataDir = await makeTempFolder();
  service = await startSimulator({ adminToken: 'service-admin-token-7c1e' });
});
test.afterAll(async () => {
  await service.stop();
  await removeFolder(dataDir);
});

test('no token, password, code or picture is in a log line, or in what goes to those who may not have it', async () => {
  const { control } = service;
  const sessionToken = 'session-token-b2f9';
  const proxy = { user: 'proxy-user-55aa', password: 'proxy-password-90dd' };
  const { id } = control.addUser({
    name: 'CS Malam',
    token: sessionToken,
    proxyUrl: `http://${proxy.user}:${proxy.password}@127.0.0.1:9`,
  });
  const product = await startProduct({
    dataDir,
    env: {
      WHATSAPP_SERVER_API: service.url,
      WHATSAPP_ADMIN_TOKEN: service.adminToken,
      LOG_LEVEL: 'trace',
      JWT_SECRET: 'jwt-secret-that-nobody-may-see-0001',
    },
  });
  const { rest, session, addUser, ...signedIn } = await signInAsAdmin(product.url);
  const token = await signedIn.token();
  await createRest(product.url)
    .login(admin.email, 'a wrong password 3141')
    .catch(() => null);
  await rest.sync();
  await addUser('viewer@heliograph.local', 'Vina', 'viewer');
  const viewer = await createRest(product.url).login('viewer@heliograph.local', admin.password);

  const whole = await overhear(product.url, token, [id]);
  const list = await overhear(product.url, token, 'all');
  const watching = await overhear(product.url, viewer.accessToken, [id]);
  await rest.connect(id);
  await expect.poll(() => whole.text()).toContain('data:image/png;base64,');
  const image = /data:image\/png;base64,[^"]+/.exec(whole.text())?.[0] ?? '';
  await rest.pairPhone(id, '+62 812 3456 789');
  const { code } = (await expect
    .poll(() => control.truthOf(id).linking)
    .not.toBeNull()
    .then(() => control.truthOf(id).linking)) ?? { code: '' };
  await expect.poll(() => whole.text()).toContain(code);
  await rest.status(id);
  await rest.qr(id);
  control.scan(id);
  await expect.poll(async () => (await session(id)).phase).toBe('online');
  await rest.disconnect(id);
  await expect.poll(async () => (await session(id)).phase).toBe('offline');
  await rest.logout();
  await expect.poll(() => list.text()).toContain('"phase":"offline"');
  for (const one of [whole, list, watching]) one.close();
  expect(await product.stop()).toBe(0);

  const never = {
    "the session's token": sessionToken,
    "the service's admin token": service.adminToken,
    "a person's password": admin.password,
    'a wrong password': 'a wrong password 3141',
    "the proxy's user": proxy.user,
    "the proxy's password": proxy.password,
    'the secret that signs tokens': 'jwt-secret-that-nobody-may-see-0001',
    'an access token': token.split('.')[2] ?? '',
    "the viewer's access token": viewer.accessToken.split('.')[2] ?? '',
  };
  const codes = { 'a picture': image, 'a pairing code': code, 'a part of a picture': image.slice(40, 90) };
  const logs = product.lines.join('\n');
  const places = { logs, 'the list': list.text(), 'what a viewer gets': watching.text() };
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(200);
    for (const [what, secret] of Object.entries({ ...never, ...codes })) {
      expect(secret.length, what).toBeGreaterThan(7);
      expect(text.includes(secret), `${what} in ${place}`).toBe(false);
    }
  }
  for (const [what, secret] of Object.entries(never)) {
    expect(whole.text().includes(secret), `${what} in what its admin gets`).toBe(false);
  }
  expect(logs).not.toMatch(/data:image|\beyJ[\w-]{10,}\./);
});
