/** For tests: a whole gateway in this process, with webhooks, against the simulator on a database of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { testDatabase } from '../db/testing.ts';
import { startSimulator, type Simulator, type StartOptions } from '../simulator/simulator.ts';
import { readConfig } from './config.ts';
import { createGateway } from './gateway.ts';
import { createLog } from './observability/log.ts';
import type { Timeouts } from './upstream/options.ts';

export interface GatewayOptions {
  simulator?: StartOptions;
  env?: Record<string, string>;
  sweepEveryMs?: number;
  /** Whether the service pushes to the gateway. */
  webhooks?: boolean;
  timeouts?: Partial<Timeouts>;
  /** The way to its database; left out: straight. */
  databaseBy?: (connectionString: string) => Promise<string>;
  /** Takes what ends everything, for a gateway that a file's tests share; left out: it ends with the test. */
  atEnd?: (end: () => Promise<void>) => void;
}

const admin = { ADMIN_EMAIL: 'rani@heliograph.local', ADMIN_PASSWORD: 'a password of rani' };
const jwtSecret = 'a secret of at least thirty-two characters';
const hmacKey = 'a key of the global webhook, 32 characters';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface TestGateway {
  url: string;
  simulator: Simulator;
  lines: string[];
  /** Calls REST as the first admin; answers the envelope. */
  call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
  token: string;
  hmacKey: string;
  /** Signs the tokens of other applications too. */
  jwtSecret: string;
  encryptionKey: string;
  /** Of its database. */
  connectionString: string;
  /** Ends this gateway and starts another one on the same database and port. */
  restart(): Promise<void>;
  stopGateway(): Promise<void>;
  startGateway(): Promise<void>;
}

/** Everything ends with the test, unless `atEnd` is given. */
export async function runGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'heliograph-gateway-'));
  const port = await freePort();
  const pushes = { webhookUrl: `http://127.0.0.1:${port}/api/upstream/webhook`, webhookHmacKey: hmacKey };
  const simulator = await startSimulator({
    ...(options.webhooks === false ? {} : pushes),
    ...options.simulator,
  });
  const databaseUrl = (await options.databaseBy?.(database.connectionString)) ?? database.connectionString;
  const lines: string[] = [];
  const encryptionKey = randomBytes(32).toString('base64');
  const env = {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    WHATSAPP_SERVER_API: simulator.url,
    WHATSAPP_ADMIN_TOKEN: simulator.adminToken,
    ...(options.webhooks === false ? {} : { WHATSAPP_WEBHOOK_HMAC_KEY: hmacKey }),
    JWT_SECRET: jwtSecret,
    ENCRYPTION_KEY: encryptionKey,
    ...admin,
    ...options.env,
  };
  const make = () =>
    createGateway(readConfig(env), {
      log: createLog({ level: 'info', format: 'json', write: (line) => lines.push(line) }),
      staticDir: dataDir,
      version: '0.0.0',
      ...(options.sweepEveryMs === undefined ? {} : { sweepEveryMs: options.sweepEveryMs }),
      timeouts: options.timeouts,
    });
  let gateway = make();
  const { url } = await gateway.start();
  (options.atEnd ?? onTestFinished)(async () => {
    await gateway.stop();
    await simulator.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function call<T>(
    method: string,
    route: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }> {
    const response = await fetch(url + route, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(running.token === '' ? {} : { authorization: `Bearer ${running.token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  const running: TestGateway = {
    url,
    simulator,
    lines,
    call,
    token: '',
    hmacKey,
    jwtSecret,
    encryptionKey,
    connectionString: database.connectionString,
    stopGateway: () => gateway.stop(),
    async startGateway() {
      gateway = make();
      await gateway.start();
    },
    async restart() {
      await running.stopGateway();
      await running.startGateway();
    },
  };
  const login = await call<{ data: { accessToken: string } }>('POST', '/api/auth/login', {
    email: admin.ADMIN_EMAIL,
    password: admin.ADMIN_PASSWORD,
  });
  running.token = login.body.data.accessToken;
  return running;
}
