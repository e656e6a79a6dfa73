/** Pairing links through the whole gateway: what their holder sees, may do, and when they end. */
import { expect, test } from 'vitest';
import type { NewPairingLink, PairingLink } from '../../contract/links.ts';
import { eventually } from '../sessions/testing.ts';
import { runGateway, type TestGateway } from '../testing.ts';
import { watchBySocket } from '../testing-pushes.ts';
import { openLink } from './testing.ts';

const sessionsPath = '/api/admin/whatsapp/sessions';
const phone = '6281233784490';

/** Two sessions that were never paired, and how to make a link for the first. */
async function withLink(body: object = {}) {
  const gateway = await runGateway({ sweepEveryMs: 60_000 });
  const { control } = gateway.simulator;
  const { id } = control.addUser({ name: 'Toko', token: 'toko' });
  control.addUser({ name: 'Another', token: 'another' });
  await gateway.call('POST', `${sessionsPath}/sync`);
  const path = `${sessionsPath}/${id}/pairing-links`;
  const made = await gateway.call<{ data: NewPairingLink }>('POST', path, body);
  expect(made.status).toBe(201);
  return { gateway, control, id, path, link: made.body.data };
}

const listed = async (gateway: TestGateway, path: string) =>
  (await gateway.call<{ data: { links: PairingLink[] } }>('GET', path)).body.data.links;

test('its holder sees who asks and the code of that one session, pairs it, and the link is used', async () => {
  const { gateway, control, id, path, link } = await withLink();
  expect(link.url).toMatch(/^\/pair#[\w-]{43}$/);
  const token = link.url.split('#')[1] ?? '';
  const holder = await openLink(gateway.url, link.url);
  await eventually(() => holder.states.length > 0);
  expect(holder.heard.slice(0, 2)).toEqual(['pairing:context', 'session:state']);
  expect(holder.context()).toMatchObject({ sessionName: 'Toko', expiresAt: link.expiresAt });

  expect(await holder.socket.emitWithAck('pairing:start', {})).toEqual({ ok: true });
  const withCode = () => holder.states.find(({ qr }) => qr?.image);
  await eventually(() => withCode() !== undefined);
  const shown = withCode()!;
  expect(shown).toMatchObject({ id, phase: 'pairing', ownerName: null });

  const admin = await watchBySocket(gateway, [id]);
  expect(admin.last(id)?.qr?.image).toBe(shown.qr?.image);
  expect(await listed(gateway, '/api/admin/pairing-links')).toMatchObject([{ id: link.id, starts: 1 }]);

  control.scan(id, { phone });
  await eventually(() => holder.heard.includes('auth:expired'));
  await eventually(() => !holder.socket.connected);
  expect(holder.last()).toMatchObject({ loggedIn: true });
  await eventually(async () => (await listed(gateway, path)).length === 0);
  expect((await openLink(gateway.url, link.url)).refusal).toEqual({ reason: 'link_ended' });
  expect(new Set(holder.states.map((state) => state.id))).toEqual(new Set([id]));
  expect(new Set(holder.heard)).toEqual(
    new Set(['pairing:context', 'session:state', 'auth:expired', 'io server disconnect']),
  );
  expect(gateway.lines.join('')).not.toContain(token);
});

test('it can do nothing else, and starts no more than three pairings', async () => {
  const { gateway, link } = await withLink();
  const { socket } = await openLink(gateway.url, link.url);
  expect(await socket.emitWithAck('subscribe', { sessions: 'all' })).toMatchObject({ reason: 'forbidden' });
  expect(await socket.emitWithAck('auth:refresh', { token: gateway.token })).toMatchObject({ ok: false });
  for (let i = 0; i < 3; i++) expect(await socket.emitWithAck('pairing:start', {})).toEqual({ ok: true });
  expect(await socket.emitWithAck('pairing:start', {})).toMatchObject({ ok: false, reason: 'too_many' });
  const again = await openLink(gateway.url, link.url);
  expect(await again.socket.emitWithAck('pairing:start', {})).toMatchObject({ reason: 'too_many' });
  const token = link.url.split('#')[1] ?? '';
  const rest = await fetch(gateway.url + sessionsPath, { headers: { authorization: `Bearer ${token}` } });
  expect(rest.status).toBe(401);
});

test('it gets a code to type for a phone number, and not one after the other', async () => {
  const { gateway, link } = await withLink();
  const holder = await openLink(gateway.url, link.url);
  const { socket } = holder;
  expect(await socket.emitWithAck('pairing:code', { phone: '0812' })).toMatchObject({
    reason: 'invalid_phone',
  });
  await socket.emitWithAck('pairing:start', {});
  await eventually(() => holder.last()?.phase === 'pairing');
  const answer = await socket.emitWithAck('pairing:code', { phone: '+62 812-3378-4490' });
  expect(answer).toMatchObject({ ok: true, code: expect.stringMatching(/^[\w-]{8,9}$/) });
  await eventually(() => holder.states.some(({ pairingCode }) => pairingCode?.code));
  expect(await socket.emitWithAck('pairing:code', { phone })).toMatchObject({
    reason: 'rate_limited',
    retryAfterS: 10,
  });
});

test('those who look at the session see that a link does', async () => {
  const { gateway, id, link } = await withLink();
  const admin = await watchBySocket(gateway, [id]);
  const faces: string[][] = [];
  admin.socket.on('session:presence', ({ viewers }) => faces.push(viewers.map(({ name }) => name)));
  await openLink(gateway.url, link.url);
  await eventually(() => faces.some((names) => names.some((name) => name.startsWith('Pairing link ('))));
});

test('a revoked one, and one whose session is deleted or whose maker lost the right, ends at once', async () => {
  const { gateway, path, link, id } = await withLink();
  const holder = await openLink(gateway.url, link.url);
  expect((await gateway.call('DELETE', `${path}/${link.id}`)).status).toBe(200);
  await eventually(() => !holder.socket.connected);
  expect(holder.heard).toContain('auth:expired');
  expect((await openLink(gateway.url, link.url)).refusal).toEqual({ reason: 'link_ended' });
  expect((await gateway.call('DELETE', `${path}/${link.id}`)).status).toBe(404);

  const users = '/api/admin/users';
  const account = { email: 'oscar@example.net', name: 'Oscar', password: 'a password of oscar' };
  const admin = await gateway.call<{ data: { id: string } }>('POST', users, { ...account, role: 'admin' });
  const { email, password } = account;
  const login = await gateway.call<{ data: { accessToken: string } }>('POST', '/api/auth/login', {
    email,
    password,
  });
  const response = await fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${login.body.data.accessToken}` },
  });
  const { data } = (await response.json()) as { data: NewPairingLink };
  const second = await openLink(gateway.url, data.url);
  expect(second.context()).toMatchObject({ askedBy: 'Oscar' });
  expect(id).toBe(second.states[0]?.id ?? id);
  await gateway.call('PATCH', `${users}/${admin.body.data.id}`, { role: 'viewer' });
  await eventually(() => !second.socket.connected);
  expect((await openLink(gateway.url, data.url)).refusal).toEqual({ reason: 'link_ended' });
});

test('it lives for 1 to 60 minutes, and only who may pair the session makes one', async () => {
  const { gateway, path } = await withLink({ expiresInMinutes: 60 });
  for (const expiresInMinutes of [0, 61, 1.5, '5']) {
    const { status, body } = await gateway.call('POST', path, { expiresInMinutes });
    expect(status).toBe(400);
    expect(body).toMatchObject({ reason: 'invalid_body' });
  }
  const unknown = await gateway.call('POST', `${sessionsPath}/nobody/pairing-links`, {});
  expect(unknown.body).toMatchObject({ code: 404, reason: 'session_not_found' });
  gateway.token = '';
  expect((await gateway.call('POST', path, {})).status).toBe(401);
  expect((await openLink(gateway.url, '/pair#nothing')).refusal).toEqual({ reason: 'link_ended' });
});
