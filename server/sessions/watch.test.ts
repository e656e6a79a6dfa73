import { expect, test } from 'vitest';
import { rani, watchService } from './testing.ts';

const phases = (rows: { id: string; phase: string }[], id: string) =>
  rows
    .filter((row) => row.id === id)
    .map((row) => row.phase)
    .filter((phase, i, all) => phase !== all[i - 1]);

test('a session is connected, shows its code, is scanned and is online, each seen without a request from a client', async () => {
  const { control, watch, viewers, until, versions } = await watchService();
  const { id } = control.addUser({ name: 'CS Malam', token: 'cs-malam', events: '' });
  expect(await watch.sync(rani)).toEqual({
    ok: true,
    data: { created: 1, updated: 0, missing: 0, total: 1 },
  });
  await viewers.look(id, { id: 'socket', userId: 'rani', name: 'Rani' });

  const connected = await watch.actions.connect(id, {}, rani);
  expect(connected).toMatchObject({ ok: true, data: { details: 'Connected!', events: '' } });
  const pairing = await until(id, (row) => row.qr !== null);
  expect(pairing.qr).toMatchObject({ attempt: 1, of: 6 });
  expect(pairing.qr!.expiresAt - pairing.qr!.issuedAt).toBe(60_000);

  await control.scan(id, { phone: '628123456789' });
  const online = await until(id, (row) => row.phase === 'online');
  expect(online).toMatchObject({ qr: null, pairing: null, paired: 'yes', cause: null, desired: 'online' });
  expect(online.jid).toContain('628123456789');
  expect(phases(versions, id).filter((phase, i) => phase !== 'connecting' || i === 1)).toEqual([
    'offline',
    'connecting',
    'pairing',
    'online',
  ]);
});

test('two connects at the same moment reach the service once', async () => {
  const { control, watch } = await watchService();
  const { id } = control.addUser({ name: 'A', token: 'token-a', events: '' });
  await watch.sync(rani);
  const answers = await Promise.all([
    watch.actions.connect(id, {}, rani),
    watch.actions.connect(id, {}, rani),
  ]);
  expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
  expect(control.calls().writes.filter((call) => call.call === 'POST /session/connect')).toHaveLength(1);
});
