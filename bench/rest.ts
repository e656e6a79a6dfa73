/** What REST costs: a status from the row beside one that is proxied, and lists of ten thousand sessions. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import jwt from 'jsonwebtoken';
import { createRest } from '../sdk/index.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { percentile } from './delays.ts';
import { valueOf } from './fleet.ts';
import { startGateway } from './gateway.ts';

const sessions = '/api/admin/whatsapp/sessions';
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

/** @throws when it is not answered 200 */
function get(url: string, token: string): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(text)
            : reject(new Error(`${url}: ${response.statusCode} ${text}`)),
        );
      })
      .on('error', reject);
  });
}

async function crowd(calls: number, atOnce: number, call: () => Promise<unknown>): Promise<void> {
  let left = calls;
  const one = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

export interface StatusCost {
  /** CPU milliseconds of the answering process for one call. */
  row: number;
  proxied: number;
}

const calls = 4_000;

/** The same session's status, asked by eight at once: from the gateway's row, and through a proxy. */
export async function measureStatus(): Promise<StatusCost> {
  const service = await startSimulator();
  const token = 'toko';
  const { id } = service.control.addUser({ name: 'Toko', token, paired: '6280000000001', online: true });
  const gateway = await startGateway(service);
  const secret = randomBytes(32).toString('hex');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'status-proxy.ts'), service.url, token, secret],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  process.once('exit', () => child.kill('SIGKILL'));
  try {
    await gateway.rest.sync();
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    const proxy = `http://127.0.0.1:${String(port).trim()}`;
    const admin = jwt.sign({ userId: '1', role: 'admin' }, secret);
    const cost = async (call: () => Promise<unknown>, cpu: () => Promise<number>) => {
      await crowd(calls / 2, 8, call);
      const before = await cpu();
      await crowd(calls, 8, call);
      return ((await cpu()) - before) * (1_000 / calls);
    };
    return {
      row: await cost(
        () => get(`${gateway.url}${sessions}/${id}/status`, gateway.token),
        async () => valueOf(await get(`${gateway.url}/metrics`, ''), 'process_cpu_seconds_total'),
      ),
      proxied: await cost(
        () => get(`${proxy}${sessions}/${id}/status`, admin),
        async () => (JSON.parse(await get(`${proxy}/cpu`, '')) as { seconds: number }).seconds,
      ),
    };
  } finally {
    child.kill('SIGKILL');
    await gateway.stop();
    await service.stop();
  }
}

const fleet = 10_000;
const lists: [name: string, query: string][] = [
  ['a page of 50', '?limit=50'],
  ['a page of 200', '?limit=200'],
  ['those that are down', '?status=disconnected'],
  ['those that show a code', '?status=qr_required'],
  ['a search that finds one', '?q=toko%2004711'],
  ['a search that finds all', '?q=toko'],
];

export interface ListTime {
  name: string;
  p50Ms: number;
  p95Ms: number;
}

/** From request to answer, one at a time: an upper bound of the server's own time. */
export async function measureLists(): Promise<ListTime[]> {
  const service = await startSimulator();
  for (let i = 0; i < fleet; i++) {
    const name = `Toko ${String(i).padStart(5, '0')}`;
    service.control.addUser({ name, token: name.replace(' ', '-') });
  }
  const gateway = await startGateway(service);
  try {
    await createRest(gateway.url, { token: gateway.token, timeoutMs: 300_000 }).sync();
    const times: ListTime[] = [];
    for (const [name, query] of lists) {
      const took: number[] = [];
      for (let i = 0; i < 60; i++) {
        const from = performance.now();
        await get(gateway.url + sessions + query, gateway.token);
        took.push(performance.now() - from);
      }
      took.sort((one, other) => one - other);
      times.push({ name, p50Ms: percentile(took, 0.5), p95Ms: percentile(took, 0.95) });
    }
    return times;
  } finally {
    await gateway.stop();
    await service.stop();
  }
}
