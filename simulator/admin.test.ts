import { expect, test } from 'vitest';
import { start, until, untilTrue } from './test-caller.ts';

test('creating users: what is stored, what is refused', async () => {
  const { calls } = await start();
  const create = (body: unknown) => calls.admin('POST', '/admin/users', body);
  const made = await create({ name: 'x', token: 'tok-a', events: 'Message,Connected, QR' });
  expect(made).toMatchObject({ status: 201, body: { code: 201, success: true } });
  expect(made.body.data).toMatchObject({
    events: 'Message,Connected, QR',
    hmac_key: false,
    name: 'x',
    webhook: '',
  });
  expect(made.body.data?.id).toMatch(/^[0-9a-f]{32}$/);
  expect((await create({ name: 'y', token: 'tok-a' })).body).toEqual({
    code: 409,
    error: 'user with this token already exists',
    success: false,
  });
  expect((await create({ name: 'y', token: 'tok-b', events: 'Message,Nope' })).body).toEqual({
    code: 400,
    details: 'invalid event: Nope',
    error: 'invalid event type',
    success: false,
  });
  for (const bad of ['{"a":', { token: 't', events: ['All'] }, { token: 't', expiration: 'soon' }]) {
    expect((await create(bad)).body.error).toBe('invalid request payload');
  }
});

test('a user without a token takes every call without one', async () => {
  const { calls } = await start();
  expect((await calls.send('GET', '/session/status', {})).status).toBe(401);
  await calls.admin('POST', '/admin/users', { name: 'open' });
  expect((await calls.send('GET', '/session/status', {})).body.data).toMatchObject({
    name: 'open',
    token: '',
  });
});

test('updating users: no empty string, no check of the token, both tokens work afterwards', async () => {
  const { control, calls } = await start();
  const { id } = control.addUser({ name: 'a', token: 'tok-a' });
  control.addUser({ name: 'b', token: 'tok-b' });
  await calls.status('tok-a');
  const update = (body: unknown, user = id) => calls.admin('PUT', `/admin/users/${user}`, body);
  expect((await update({ webhook: '' })).body.error).toBe('no fields to update');
  expect((await update({ name: 'x' }, '0123456789abcdef')).body).toEqual({
    code: 404,
    error: 'user not found',
    success: false,
  });
  expect((await update({ token: 'tok-b' })).body).toEqual({
    code: 200,
    message: 'user updated successfully',
    success: true,
  });
  expect((await calls.get('/session/status', 'tok-a')).status).toBe(200);
});

test('the list tells the live state of everybody, an unknown id is an empty list', async () => {
  const { control, calls } = await start();
  const { id } = control.addUser({
    name: 'a',
    token: 'tok-a',
    paired: '6280000000101',
    online: true,
    events: 'All',
  });
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  expect((await calls.admin('GET', `/admin/users/${id}`)).body.data).toMatchObject([
    { id, connected: true, loggedIn: true, jid: '6280000000101:1@s.whatsapp.net', events: 'All', qrcode: '' },
  ]);
  expect((await calls.admin('GET', '/admin/users/0123456789abcdef')).body).toEqual({
    code: 200,
    data: [],
    success: true,
  });
});

test('a plain delete leaves client and token alive, even for a new user with that token', async () => {
  const { control, calls } = await start();
  const { id } = control.addUser({ name: 'a', token: 'tok-a', paired: '6280000000101', online: true });
  await until(async () => (await calls.status('tok-a')).loggedIn || undefined);
  expect((await calls.admin('DELETE', `/admin/users/${id}`)).body).toEqual({
    code: 200,
    data: { id },
    details: 'user deleted successfully',
    success: true,
  });
  await calls.admin('POST', '/admin/users', { name: 'again', token: 'tok-a' });
  expect(await calls.status('tok-a')).toMatchObject({ name: 'a', connected: true, loggedIn: true });
  expect((await calls.admin('DELETE', `/admin/users/${id}`)).body).toMatchObject({
    code: 404,
    details: `No user found with ID: ${id}`,
  });
});

test('a full delete logs out and is clean', async () => {
  const { control, calls } = await start();
  const { id } = control.addUser({ name: 'a', token: 'tok-a', paired: '6280000000101', online: true });
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  expect((await calls.admin('DELETE', `/admin/users/${id}/full`)).body).toEqual({
    code: 200,
    data: { id, jid: '6280000000101:1@s.whatsapp.net', name: 'a' },
    details: 'user instance removed completely',
    success: true,
  });
  expect((await calls.get('/session/status', 'tok-a')).status).toBe(401);
});

test('list and health wait for every session that dials, a single session only for its own', async () => {
  const { control, calls } = await start();
  const { id } = control.addUser({ name: 'a', token: 'tok-a' });
  const other = control.addUser({ name: 'b', token: 'tok-b' });
  control.goOffline('tok-a', { reach: 'hangs' });
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').service.dialling);
  const waiting = new Set(['list', 'health', 'own']);
  const all = [
    calls.admin('GET', '/admin/users').finally(() => waiting.delete('list')),
    calls.send('GET', '/health', {}).finally(() => waiting.delete('health')),
    calls.admin('GET', `/admin/users/${id}`).finally(() => waiting.delete('own')),
  ];
  expect((await calls.admin('GET', `/admin/users/${other.id}`)).status).toBe(200);
  expect((await calls.get('/session/status', 'tok-b')).status).toBe(200);
  expect(waiting).toEqual(new Set(['list', 'health', 'own']));
  control.comeBack('tok-a');
  expect((await Promise.all(all)).map(({ status }) => status)).toEqual([200, 200, 200]);
});
