/** The gateway as a process of its own, on the embedded Postgres, pointed at a service. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createRest, type Rest } from '../sdk/index.ts';
import type { Stands } from './stands.ts';
import { makeTempFolder } from './temp-folder.ts';

export interface RunningGateway {
  url: string;
  /** Of the first admin. */
  token: string;
  rest: Rest;
  /** The longest stands of its event loop within the next `ms`. */
  stands(ms: number): Promise<Stands>;
  stop(): Promise<void>;
}

/** The flags of `npm start`: with them the collection of garbage keeps the event loop for less long. */
const asStarted = ['--no-memory-reducer', '--max-semi-space-size=32'];

/**
 * Starts from the sources and signs in. Throws what the gateway said when it does not serve.
 * @param niceness of it and of its Postgres: above 0, whatever else is measured on this machine goes before them
 */
export async function startGateway(
  service: { url: string; adminToken: string },
  settings: Record<string, string> = {},
  niceness = 0,
): Promise<RunningGateway> {
  const folder = await makeTempFolder('bench');
  const email = 'admin@heliograph.local';
  const password = 'bench-password';
  const loaded = ['--import', 'tsx', '--import', path.join(import.meta.dirname, 'stands.ts')];
  const child = spawn(process.execPath, [...asStarted, ...loaded, 'server/main.ts'], {
    cwd: path.join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATA_DIR: folder.path,
      WHATSAPP_SERVER_API: service.url,
      WHATSAPP_ADMIN_TOKEN: service.adminToken,
      ADMIN_EMAIL: email,
      ADMIN_PASSWORD: password,
      LOG_LEVEL: 'warn',
      ...settings,
    },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  if (child.pid !== undefined && niceness > 0) setPriority(child.pid, niceness);
  const ended = once(child, 'exit');
  let said = '';
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The gateway has no output to read');
  stderr.on('data', (chunk) => (said += String(chunk)));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      said += `${line}\n`;
      const found = /serves at (\S+)$/.exec(line)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`The gateway did not start:\n${said}`)));
  });
  const { accessToken } = await createRest(url).login(email, password);
  return {
    url,
    token: accessToken,
    rest: createRest(url, { token: accessToken }),
    async stands(ms) {
      const told = once(child, 'message');
      child.send({ standsForMs: ms });
      const [stands] = (await told) as [Stands];
      return stands;
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await ended;
      await folder.remove();
    },
  };
}
