import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { makeDatabase } from '../db/test-server.ts';
import type { HeliographError } from '../sdk/index.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { signInAsAdmin } from './admin-client.ts';
import { onePostgres } from './one-postgres.ts';
import { startProduct } from './product.ts';
import { makeTempFolder, removeFolder } from './temp-folder.ts';

let dataDir: string;
let service: Simulator;
let env: Record<string, string>;
test.beforeAll(async () => {
  dataDir = await makeTempFolder();
  service = await startSimulator();
  env = {
    WHATSAPP_SERVER_API: service.url,
    WHATSAPP_ADMIN_TOKEN: service.adminToken,
    DATABASE_URL: (await makeDatabase(onePostgres())).connectionString,
    JWT_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
});
test.afterAll(async () => {
  await service.stop();
  await removeFolder(dataDir);
});

const faults: [string, (control: Simulator['control']) => unknown][] = [
  ['refuses connections', (control) => control.down({ mode: 'refuse' })],
  ['takes calls and never answers', (control) => control.faults({ hang: true })],
  ["answers with a proxy's HTML page", (control) => control.faults({ garbage: true })],
  ['answers 500 to everything', (control) => control.faults({ error500: true })],
];

for (const [what, breakIt] of faults) {
  test(`with a service that ${what}, the gateway starts, says so once and recovers by itself`, async () => {
    // A list that hangs is asked for again after half a minute only: each holds something inside the service.
    test.setTimeout(120_000);
    const { control } = service;
    const { id } = control.addUser({ name: what, token: what, paired: '6280000000001' });
    await breakIt(control);
    const product = await startProduct({ dataDir, env, by: 'built' });
    const { rest, session } = await signInAsAdmin(product.url);
    const said = (words: string) => product.lines.filter((line) => line.includes(words)).length;

    await expect.poll(() => said('the WhatsApp service is unreachable')).toBe(1);
    const refused: unknown = await rest.sync().catch((error: unknown) => error);
    expect((refused as HeliographError).reason).toMatch(/^upstream_/);
    const complaints = product.lines.filter((line) => /"level":(40|50|60)/.test(line));
    expect(complaints.length, complaints.join('\n')).toBeLessThanOrEqual(2);

    control.faults({ hang: false, garbage: false, error500: false });
    await control.up();
    await expect.poll(() => said('the WhatsApp service answers'), { timeout: 80_000 }).toBe(1);
    await expect.poll(async () => (await rest.sync().catch(() => null))?.data.total).toBeGreaterThan(0);
    expect((await session(id)).phase).toBe('offline');
    expect(said('the WhatsApp service is unreachable')).toBe(1);
    expect(await product.stop()).toBe(0);
  });
}
