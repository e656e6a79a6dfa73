/**
 * Thousands of requests made from the OpenAPI document, good and bad, at the whole gateway: none is answered by a
 * fault of ours. Others by hand: FUZZ_SEED=7 FUZZ_RUNS=1000 npx vitest run server/http/fuzz.test.ts
 */
import http from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Failure } from '../../contract/envelope.ts';
import { runGateway, type TestGateway } from '../testing.ts';
import { fuzzRequest, type FuzzRequest } from './fuzz/requests.ts';
import { mistakesOf, operationOf } from './openapi-testing.ts';

const seed = Number(process.env.FUZZ_SEED ?? 20_260_101);
const numRuns = Number(process.env.FUZZ_RUNS ?? 250);
/** At once, as a crowd of clients would. */
const batch = 20;
const sessions = '/api/admin/whatsapp/sessions';
const password = 'a password of theirs';

let gateway: TestGateway;
let end: () => Promise<void> = () => Promise.resolve();
const agent = new http.Agent({ keepAlive: true, maxSockets: batch });
const ids: Record<string, string[]> = {};
const tokens: Record<FuzzRequest['token'], string> = {
  rani: '',
  oscar: '',
  vera: '',
  key: '',
  nobody: '',
  junk: 'eyJhbGciOiJub25lIn0.e30.',
};

beforeAll(async () => {
  gateway = await runGateway({
    sweepEveryMs: 1_000,
    timeouts: { listMs: 400, singleMs: 200, connectMs: 300, whatsappMs: 300 },
    atEnd: (stop) => (end = stop),
  });
  const { control } = gateway.simulator;
  const add = (name: string, paired?: string) =>
    control.addUser({ name, token: name, ...(paired ? { paired, online: true } : {}) }).id;
  ids.session = ['one', 'two', 'three'].map((name) => add(name));
  ids.session.push(add('four', '628000000001'), add('five', '628000000002'));
  ids.doomed = ['six', 'seven', 'eight'].map((name) => add(name));
  await gateway.call('POST', `${sessions}/sync`);
  const make = async (path: string, body: object) =>
    (await gateway.call<{ data: { id: string; key?: string; accessToken?: string } }>('POST', path, body))
      .body.data;
  const person = async (role: string) => {
    const email = `${role}@example.com`;
    const { id } = await make('/api/admin/users', { email, name: role, role, password });
    const { accessToken } = await make('/api/auth/login', { email, password });
    return { id, token: accessToken ?? '' };
  };
  tokens.rani = gateway.token;
  tokens.oscar = (await person('operator')).token;
  tokens.vera = (await person('viewer')).token;
  const scopes = ['sessions:read', 'sessions:qr', 'sessions:act', 'sessions:manage'];
  tokens.key = (await make('/api/admin/api-keys', { name: 'a tool', scopes })).key ?? '';
  ids.apiKey = [(await make('/api/admin/api-keys', { name: 'another', scopes })).id];
  ids.user = [
    (await make('/api/admin/users', { email: 'x@example.com', name: 'x', role: 'viewer', password })).id,
  ];
  ids.link = [(await make(`${sessions}/${ids.session[0]}/pairing-links`, {})).id];
  ids.login = ['0'.repeat(32)];
}, 60_000);
afterAll(async () => {
  agent.destroy();
  await end();
});

const huge = JSON.stringify({ name: 'x'.repeat(1_100_000) });

/** fetch would tidy addresses up before it sends them. */
function send({ method, path, token, headers, body }: FuzzRequest) {
  const text = body === null ? undefined : 'huge' in body ? huge : body.text;
  const bearer = tokens[token];
  let turn = path.length;
  const real = path.replace(/\{\{(\w+)\}\}/g, (_, kind: string) => {
    const known = ids[kind] ?? [];
    return known[turn++ % known.length] ?? 'none';
  });
  const request = http.request(gateway.url + '/', {
    agent,
    method,
    path: real,
    headers: {
      ...(text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(bearer === '' ? {} : { authorization: `Bearer ${bearer}` }),
      ...headers,
    },
  });
  return new Promise<{ status: number; text: string; real: string }>((resolve, reject) => {
    let answered = false;
    request.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), real }),
      );
    });
    // Answered while the body was still being sent, the connection is closed under it.
    request.on('error', (error) => (answered ? undefined : reject(error)));
    request.end(text);
  });
}

interface Envelope {
  success?: boolean;
  code?: number;
  reason?: string;
}

/** What is wrong with the answer; null: nothing. */
function faultIn(
  request: FuzzRequest,
  answer: { status: number; text: string; real: string },
): string | null {
  const { status, text, real } = answer;
  if (['HEAD', 'OPTIONS'].includes(request.method)) return status >= 500 ? `answered ${status}` : null;
  const operation = operationOf(request.method, real);
  if (operation?.plain && status < 400) return null;
  let body: Envelope;
  try {
    body = JSON.parse(text) as Envelope;
  } catch {
    return `answered ${status}, not in the envelope: ${text.slice(0, 200)}`;
  }
  if (body.code !== status)
    return `answered ${status}, and its code is ${String(body.code)}: ${text.slice(0, 200)}`;
  if (!body.success && !Failure.safeParse(body).success)
    return `no failure as documented: ${text.slice(0, 300)}`;
  if (status >= 500 && body.reason === 'internal') return `a fault of ours: ${text.slice(0, 300)}`;
  // A path that cannot be read names no session either.
  const elsewhere = status === 404 && body.reason === 'not_found';
  // A key is looked at before the path is.
  if (!operation && 'idempotency-key' in request.headers) return null;
  if (!operation)
    return elsewhere || status === 405 ? null : `${status} where nothing is: ${text.slice(0, 200)}`;
  return elsewhere ? null : (mistakesOf(operation, status, body)[0] ?? null);
}

const crowd = fc.array(fuzzRequest, { minLength: 1, maxLength: batch, size: 'max' });

/** Sends them all at once; answers what is wrong with any answer, and counts the statuses. */
async function faultsOf(requests: FuzzRequest[], statuses: Record<number, number>): Promise<string[]> {
  const answers = await Promise.all(requests.map(send));
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  return requests.flatMap((request, i) => faultIn(request, answers[i]!) ?? []);
}

const sum = (statuses: Record<number, number>) => Object.values(statuses).reduce((all, n) => all + n, 0);
const print = (what: string, statuses: Record<number, number>) =>
  process.stdout.write(
    `fuzz ${what}: seed ${seed}, ${sum(statuses)} requests, answered ${JSON.stringify(statuses)}\n`,
  );

test('no request of any shape is answered by a fault of ours, and every answer is as documented', async () => {
  const statuses: Record<number, number> = {};
  await fc.assert(
    fc.asyncProperty(crowd, async (requests) => {
      expect(await faultsOf(requests, statuses)).toEqual([]);
    }),
    { seed, numRuns },
  );
  print('at ease', statuses);
  expect(statuses[200]).toBeGreaterThan(sum(statuses) / 20);
  for (const status of [201, 400, 401, 403, 404, 405, 413]) expect(statuses[status]).toBeGreaterThan(0);
  expect(gateway.simulator.control.truth()).toMatchObject({ alive: true, deaths: [] });
}, 120_000);

const well = { hang: false, error500: false, garbage: false, sqliteHiccups: 0 };
const troubles = {
  hang: { hang: true },
  refuse: { error500: true },
  garbage: { garbage: true },
  hiccups: { sqliteHiccups: 0.5 },
};

test('nor while the service is in trouble: then 502, 503 and 504 say so', async () => {
  const { control } = gateway.simulator;
  const statuses: Record<number, number> = {};
  const trouble = fc.constantFrom(...(Object.keys(troubles) as (keyof typeof troubles)[]), 'down' as const);
  await fc.assert(
    fc.asyncProperty(trouble, crowd, async (which, requests) => {
      control.up();
      control.faults({ ...well, ...(which === 'down' ? {} : troubles[which]) });
      if (which === 'down') control.down();
      expect(await faultsOf(requests, statuses)).toEqual([]);
    }),
    { seed, numRuns: Math.ceil(numRuns / 6) },
  );
  control.up();
  control.faults(well);
  print('in trouble', statuses);
  expect(statuses[502]).toBeGreaterThan(0);
}, 120_000);
