import { randomBytes } from 'node:crypto';
import { test } from '@playwright/test';
import { makeDatabase } from '../db/test-server.ts';
import { signInAsAdmin, type AdminClient } from './admin-client.ts';
import { onePostgres } from './one-postgres.ts';
import { startProduct, type Product } from './product.ts';
import { makeTempFolder, removeFolder } from './temp-folder.ts';

export interface Running {
  url: string;
  product: Product;
  admin: AdminClient;
  /** The id of the demo's session of that name. */
  idOf(name: string): Promise<string>;
  /** Starts it again at the same address, after it was stopped. */
  startAgain(): Promise<void>;
}

/** One product for the spec file that calls this, with the demo's sessions; the answer is filled before its tests. */
export function runProduct(env: Record<string, string> = {}): Running {
  const running = {} as Running;
  let dataDir: string;
  test.beforeAll(async () => {
    dataDir = await makeTempFolder();
    const { connectionString } = await makeDatabase(onePostgres());
    // Before a database of others the demo has to be asked for; before a service of the test's own there is none.
    if (!env['WHATSAPP_SERVER_API']) env['DEMO'] = '1';
    env['DATABASE_URL'] = connectionString;
    env['JWT_SECRET'] = randomBytes(32).toString('hex');
    env['ENCRYPTION_KEY'] = randomBytes(32).toString('base64');
    const product = await startProduct({ dataDir, env, by: 'built' });
    const admin = await signInAsAdmin(product.url);
    Object.assign(running, {
      product,
      admin,
      url: product.url,
      async idOf(name: string) {
        const found = (await admin.rest.list()).sessions.find((session) => session.name === name);
        if (!found) throw new Error(`There is no session called ${name}.`);
        return found.id;
      },
      async startAgain() {
        running.product = await startProduct({
          dataDir,
          by: 'built',
          env: { ...env, PORT: new URL(product.url).port },
        });
      },
    } satisfies Running);
  });
  test.afterAll(async () => {
    await running.product?.stop();
    await removeFolder(dataDir);
  });
  return running;
}
