import { describe, expect, test } from 'vitest';
import { start, startWithHook, untilTrue } from './test-caller.ts';

const paired = '6280000000101';

async function deadService(options = {}) {
  const world = await startWithHook({ deadly: true, speed: 50, ...options });
  return {
    ...world,
    died: () => untilTrue(() => !world.control.truth().alive),
    reasons: () => world.control.truth().deaths.map(({ reason }) => reason),
  };
}

describe('K1: a paired session is connected while its first attempt fails', () => {
  test('three failed attempts kill the service, and nobody gets an answer until it is revived', async () => {
    const { control, calls, died, reasons } = await deadService();
    control.addUser({ name: 'a', token: 'tok-a', paired });
    control.outage(true);
    await calls.connect('tok-a', ['All']);
    expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: false });
    await died();
    expect(reasons()).toEqual(['K1']);
    await expect(calls.status('tok-a')).rejects.toThrow();
    control.outage(false);
    await control.revive();
    expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: false });
  });

  test('a second attempt that works kills it by its Connected, even without ConnectFailure and All', async () => {
    const { control, calls, died, reasons } = await deadService({ speed: 20 });
    control.addUser({ name: 'a', token: 'tok-a', paired });
    control.goOffline('tok-a');
    await calls.connect('tok-a', ['Connected']);
    await untilTrue(() => control.truthOf('tok-a').whatsapp.dialledAt.length === 1);
    control.comeBack('tok-a');
    await died();
    expect(reasons()).toEqual(['K1']);
  });

  test('without ConnectFailure and All three failed attempts are survived', async () => {
    const { control, calls } = await deadService();
    control.addUser({ name: 'a', token: 'tok-a', paired });
    control.outage(true);
    await calls.connect('tok-a', ['QR', 'Connected']);
    await untilTrue(async () => (await calls.get('/session/qr', 'tok-a')).body.error === 'no session');
    expect(control.truth()).toMatchObject({ alive: true, deaths: [] });
  });

  test('without any webhook it is survived too', async () => {
    const { control, calls } = await start({ deadly: true, speed: 50 });
    control.addUser({ name: 'a', token: 'tok-a', paired });
    control.outage(true);
    await calls.connect('tok-a', ['All']);
    await untilTrue(async () => (await calls.get('/session/qr', 'tok-a')).body.error === 'no session');
    expect(control.truth()).toMatchObject({ alive: true, deaths: [] });
  });

  test('with Subscribe [] a second attempt is forgotten while online, and a connect finds it again', async () => {
    const { control, calls } = await deadService({ speed: 20 });
    control.addUser({ name: 'a', token: 'tok-a', paired });
    control.goOffline('tok-a');
    await calls.connect('tok-a', []);
    await untilTrue(() => control.truthOf('tok-a').whatsapp.dialledAt.length === 1);
    control.comeBack('tok-a');
    await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
    expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: false });
    expect((await calls.get('/session/qr', 'tok-a')).body.error).toBe('no session');
    await calls.connect('tok-a', []);
    await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
    expect(control.truth()).toMatchObject({ alive: true, deaths: [] });
  });

  test('a restart during an outage is a death as well, and afterwards nothing comes back by itself', async () => {
    const { control, calls, died, reasons } = await deadService();
    control.addUser({ name: 'a', token: 'tok-a', paired, online: true, events: 'All' });
    await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
    control.outage(true);
    await control.restart();
    await died();
    expect(reasons()).toEqual(['K1']);
    control.outage(false);
    await control.revive();
    expect(control.truthOf('tok-a').service).toMatchObject({ known: false, startsAgain: false });
    expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: false });
  });
});

test('K2: a connect of a session that heals by itself kills the service as K1 does', async () => {
  const { control, calls, died, reasons } = await deadService();
  control.addUser({ name: 'a', token: 'tok-a', paired, online: true, events: 'All' });
  await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
  control.goOffline('tok-a');
  await untilTrue(async () => !(await calls.status('tok-a')).connected);
  expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: true });
  await calls.connect('tok-a', ['All']);
  await untilTrue(async () => !(await calls.status('tok-a')).loggedIn);
  await died();
  expect(reasons()).toEqual(['K2']);
});

describe('K3: a disconnect in the QR phase and a connect before its codes are over', () => {
  test('unscanned: the second QRTimeout kills the service', async () => {
    const { hook, control, calls, died, reasons } = await deadService({ speed: 200 });
    control.addUser({ name: 'a', token: 'tok-a' });
    await calls.connect('tok-a');
    await untilTrue(() => control.truthOf('tok-a').qr !== null);
    expect((await calls.post('/session/disconnect', 'tok-a')).status).toBe(200);
    expect(await calls.status('tok-a')).toMatchObject({ connected: false, events: '' });
    expect((await calls.status('tok-a')).qrcode).not.toBe('');
    await calls.connect('tok-a');
    await untilTrue(() => control.truthOf('tok-a').clients === 2);
    await died();
    expect(reasons()).toEqual(['K3']);
    expect(hook.types().filter((type) => type === 'QRTimeout')).toHaveLength(1);
  });

  test('the second one scanned: the end of the first one removes the online session', async () => {
    const { hook, control, calls } = await deadService({ speed: 40 });
    control.addUser({ name: 'a', token: 'tok-a' });
    await calls.connect('tok-a');
    await untilTrue(() => control.truthOf('tok-a').qr !== null);
    const first = control.truthOf('tok-a').qr?.text;
    await calls.post('/session/disconnect', 'tok-a');
    await calls.connect('tok-a');
    await untilTrue(() => control.truthOf('tok-a').qr?.text !== first);
    control.scan('tok-a');
    await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
    await untilTrue(async () => !(await calls.status('tok-a')).loggedIn);
    expect(hook.types()).toContain('QRTimeout');
    expect(control.truthOf('tok-a').whatsapp.online).toBe(true);
    expect((await calls.get('/session/qr', 'tok-a')).body.error).toBe('no session');
  });
});

describe('K4: a session is written while its status is read by many', () => {
  test('two readers in flight and a write are a crash', async () => {
    const { control, calls, reasons } = await deadService();
    control.addUser({ name: 'a', token: 'tok-a', paired, online: true });
    await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
    control.silence(true, 'tok-a');
    const readers = [calls.status('tok-a'), calls.status('tok-a')].map((read) => read.catch(() => 'reset'));
    await untilTrue(() => Object.values(control.calls().maxConcurrent).includes(2));
    await calls.post('/webhook', 'tok-a', { webhookurl: '', events: ['All'] }).catch(() => 'reset');
    expect(reasons()).toEqual(['K4']);
    expect(await Promise.all(readers)).toEqual(['reset', 'reset']);
  });

  test('one reader and a write are none, nor are many readers alone', async () => {
    const { control, calls } = await deadService();
    control.addUser({ name: 'a', token: 'tok-a' });
    control.addUser({ name: 'b', token: 'tok-b' });
    await Promise.all(Array.from({ length: 20 }, () => calls.status('tok-a')));
    await Promise.all([
      calls.status('tok-a'),
      calls.post('/webhook', 'tok-a', { webhookurl: '', events: ['QR'] }),
    ]);
    await Promise.all([calls.status('tok-a'), calls.status('tok-a'), calls.post('/webhook', 'tok-b', {})]);
    expect(control.truth().deaths).toEqual([]);
  });
});

test('K5: a full delete of a session that shows a code kills the service at its next code', async () => {
  const { control, calls, died, reasons } = await deadService({ speed: 200 });
  const { id } = control.addUser({ name: 'a', token: 'tok-a' });
  await calls.connect('tok-a');
  await untilTrue(() => control.truthOf('tok-a').qr !== null);
  expect((await calls.admin('DELETE', `/admin/users/${id}/full`)).status).toBe(200);
  await died();
  expect(reasons()).toEqual(['K5']);
});

test('a simulator that is not deadly writes the death down and goes on', async () => {
  const { control, calls } = await startWithHook({ speed: 50 });
  control.addUser({ name: 'a', token: 'tok-a', paired });
  control.outage(true);
  await calls.connect('tok-a', ['All']);
  await untilTrue(() => control.truth().deaths.length > 0);
  expect(control.truth()).toMatchObject({ alive: true, deaths: [{ reason: 'K1', fatal: false }] });
  expect((await calls.get('/session/status', 'tok-a')).status).toBe(200);
});
