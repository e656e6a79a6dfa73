import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { launch, startProduct } from './product.ts';
import { makeTempFolder, removeFolder } from './temp-folder.ts';

let dataDir: string;
test.beforeAll(async () => {
  dataDir = await makeTempFolder();
});
test.afterAll(() => removeFolder(dataDir));

test('a port that is taken is named, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const port = String((other.address() as AddressInfo).port);
  const { ended, lines } = launch({ dataDir, env: { PORT: port } });
  expect(await ended).toBe(1);
  expect(lines.join('\n')).toContain(`Port ${port} on 127.0.0.1 is taken.`);
  other.close();
});

test('every problem of a configuration is named at once, and the exit code says that it is the configuration', async () => {
  const env = { PORT: 'many', LOG_LEVEL: 'loud', JWT_SECRET: 'short', WHATSAPP_SERVER_API: 'ftp://service' };
  const { ended, lines } = launch({ dataDir, env });
  expect(await ended).toBe(78);
  const said = lines.join('\n');
  for (const name of Object.keys(env)) expect(said).toContain(name);
  expect(said).not.toContain('short');
});

test('a database that does not answer is named without its password', async () => {
  const env = {
    DATABASE_URL: 'postgres://rani:hunter2@127.0.0.1:1/heliograph',
    DEMO: '1',
    JWT_SECRET: 'j'.repeat(32),
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const { ended, lines } = launch({ dataDir, env });
  expect(await ended).toBe(1);
  const said = lines.join('\n');
  expect(said).toContain('The database at postgres://rani:***@127.0.0.1:1/heliograph cannot be used');
  expect(said).not.toContain('hunter2');
});

test('a second gateway on the same DATA_DIR is refused in words, and the first one serves on', async () => {
  const first = await startProduct({ dataDir });
  const { ended, lines } = launch({ dataDir });
  expect(await ended).toBe(1);
  expect(lines.join('\n')).toContain(`Another Heliograph (process ${first.pid}) uses DATA_DIR ${dataDir}.`);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  expect(await first.stop()).toBe(0);
});
