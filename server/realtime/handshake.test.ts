import { expect, test } from 'vitest';
import { originAllowed } from './handshake.ts';
import { person, startNode, type TestClient } from './testing.ts';

function refusalOf(client: TestClient): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.on('connect', () => reject(new Error('It was let in.')));
    client.on('connect_error', (error: Error & { data?: unknown }) => resolve(error.data));
    client.connect();
  });
}

test('a token that is missing or not good, a foreign page and another protocol are refused with their reason', async () => {
  const expired = () => Promise.reject(Object.assign(new Error('ended'), { reason: 'token_expired' }));
  const node = await startNode();
  const late = await startNode({ deps: { verify: expired } });
  const broken = await startNode({ deps: { verify: () => Promise.reject(new Error('no database')) } });
  expect(await refusalOf(node.client('nobody'))).toEqual({ reason: 'unauthorized' });
  expect(await refusalOf(node.client(''))).toEqual({ reason: 'unauthorized' });
  expect(await refusalOf(node.client('admin', { protocol: 2 }))).toEqual({ reason: 'invalid_body' });
  expect(await refusalOf(node.client('admin', { origin: 'https://evil.example' }))).toEqual({
    reason: 'origin_refused',
  });
  expect(await refusalOf(late.client('admin'))).toEqual({ reason: 'token_expired' });
  expect(await refusalOf(broken.client('admin'))).toEqual({ reason: 'internal' });
});

test("the gateway's own pages, named origins and programs without an origin are let in", async () => {
  const node = await startNode({
    people: { admin: person() },
    deps: { corsOrigins: ['https://tools.example'] },
  });
  for (const origin of [undefined, `http://127.0.0.1:${node.port}`, 'https://tools.example']) {
    const client = node.client('admin', { protocol: 1, ...(origin ? { origin } : {}) });
    await new Promise((resolve, reject) =>
      client
        .on('connect', () => resolve(null))
        .on('connect_error', reject)
        .connect(),
    );
  }
  expect(node.realtime.sockets()).toBe(3);
});

const rules = { corsOrigins: [], trustProxy: false as const };
test.each([
  ['the same host', { origin: 'https://wa.example', host: 'wa.example' }, rules, true],
  ["a scheme's own port written out", { origin: 'https://wa.example', host: 'wa.example:443' }, rules, true],
  ['another port', { origin: 'http://wa.example:8080', host: 'wa.example' }, rules, false],
  [
    'a name that only begins alike',
    { origin: 'https://wa.example.evil.org', host: 'wa.example' },
    rules,
    false,
  ],
  ['an opaque origin', { origin: 'null', host: 'wa.example' }, rules, false],
  [
    "a proxy's word that is not trusted",
    { origin: 'https://a.b', host: 'in:1', 'x-forwarded-host': 'a.b' },
    rules,
    false,
  ],
  [
    "a trusted proxy's word",
    { origin: 'https://a.b', host: 'in:1', 'x-forwarded-host': 'a.b, x.y' },
    { ...rules, trustProxy: 1 },
    true,
  ],
])('an origin check: %s', (_, headers, deps, allowed) => {
  expect(originAllowed(headers, deps)).toBe(allowed);
});
