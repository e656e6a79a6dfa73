import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/simulator.ts';
import { createReader } from './read.ts';
import { quiet } from './testing.ts';
import { createTurns } from './turns.ts';
import { createWriter } from './write.ts';

it('a session is made, connected, shown its code, scanned and logged out at the stand-in of the service', async () => {
  const simulator = await startSimulator({ speed: 20 });
  onTestFinished(() => simulator.stop());
  const { url: baseUrl, adminToken, control } = simulator;
  const options = { baseUrl, adminToken, log: quiet, turns: createTurns() };
  const [reader, writer] = [createReader(options), createWriter(options)];
  onTestFinished(() => {
    reader.close();
    writer.close();
  });

  const token = 'tok-1';
  const { id } = await writer.createUser({ name: 'one', token, events: ['Connected'] });
  expect(await reader.one(id)).toMatchObject({
    id,
    name: 'one',
    connected: false,
    loggedIn: false,
    qrImage: '',
  });
  expect(await reader.qr(token)).toEqual({ says: 'no session' });
  expect(await writer.connect(token, { subscribe: ['QR'], immediate: true })).toMatchObject({ events: 'QR' });
  await expect.poll(async () => (await reader.one(id))?.qrImage).toMatch(/^data:image\/png;base64,/);
  expect(await writer.connect(token, { subscribe: ['QR'], immediate: true })).toMatchObject({
    already: true,
  });

  control.scan(id);
  await expect.poll(async () => (await reader.status(token)).loggedIn).toBe(true);
  const list = await reader.list();
  const names: string[] = [];
  for await (const rows of list.rows()) names.push(...rows.map((row) => row.reading.name));
  expect(names).toEqual(['one']);
  await expect(writer.pairPhone(token, '5511999990001')).rejects.toMatchObject({ says: 'already paired' });

  expect(await writer.logout(token)).toEqual({ details: 'Logged out' });
  await expect(writer.disconnect(token)).rejects.toMatchObject({ kind: 'said_no' });
  await writer.deleteUser(id);
  expect(await reader.one(id)).toBeNull();
});
