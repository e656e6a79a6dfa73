import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { signInAsAdmin } from './admin-client.ts';
import { descendants, stillRunning } from './process-tree.ts';
import { startProduct } from './product.ts';
import { makeTempFolder, removeFolder } from './temp-folder.ts';

let dataDir: string;
let service: Simulator;
test.beforeAll(async () => {
  dataDir = await makeTempFolder();
  service = await startSimulator();
});
test.afterAll(async () => {
  await service.stop();
  await removeFolder(dataDir);
});

const start = () =>
  startProduct({
    dataDir,
    env: { WHATSAPP_SERVER_API: service.url, WHATSAPP_ADMIN_TOKEN: service.adminToken },
  });

test('kill -9 while a session pairs: the next start serves every committed state, on one Postgres', async () => {
  const { id } = service.control.addUser({ name: 'CS Malam', token: 'cs-malam' });
  const before = await start();
  let admin = await signInAsAdmin(before.url);
  await admin.rest.sync();
  await admin.rest.connect(id);
  await expect.poll(async () => (await admin.session(id)).phase).toBe('pairing');
  const killed = await admin.session(id);
  const family = descendants(before.pid);
  process.kill(before.pid, 'SIGKILL');
  await before.ended;

  const after = await start();
  admin = await signInAsAdmin(after.url);
  const found = await admin.session(id);
  expect(found).toMatchObject({ id, generation: killed.generation, phase: 'pairing', desired: 'online' });
  expect(found.version).toBeGreaterThanOrEqual(killed.version);
  expect(found.pairingEndsAt).toBe(killed.pairingEndsAt);

  expect(stillRunning(family)).toEqual([]);
  const postmaster = (await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split(
    '\n',
  )[0];
  const ours = descendants(after.pid).filter(
    ({ parent, name }) => name === 'postgres' && parent === after.pid,
  );
  expect(ours.map(({ pid }) => String(pid))).toEqual([postmaster]);

  service.control.scan(id);
  await expect.poll(async () => (await admin.session(id)).phase).toBe('online');
  expect(await after.stop()).toBe(0);
});

test('kill -9 of the demo: its service ends by itself, and the next start has the same sessions', async () => {
  const demoDir = await makeTempFolder();
  const before = await startProduct({ dataDir: demoDir });
  const ids = async ({ url }: { url: string }) => {
    const { sessions } = await (await signInAsAdmin(url)).rest.list();
    return sessions.map(({ id, generation }) => `${id} ${generation}`).toSorted();
  };
  const known = await ids(before);
  expect(known).toHaveLength(6);
  const family = descendants(before.pid);
  process.kill(before.pid, 'SIGKILL');
  await before.ended;
  await expect.poll(() => stillRunning(family).filter(({ name }) => name !== 'postgres')).toEqual([]);

  const after = await startProduct({ dataDir: demoDir });
  expect(await ids(after)).toEqual(known);
  expect(stillRunning(family)).toEqual([]);
  expect(await after.stop()).toBe(0);
  await removeFolder(demoDir);
});
