import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../../contract/envelope.ts';
import { buildHouse, sessionsPath, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

describe('the envelope', () => {
  test.each([
    ['get', '/api', 404, 'not_found'],
    ['get', '/api/nothing/here', 404, 'not_found'],
    ['get', `/api/%E0%A4%A`, 404, 'not_found'],
    ['get', '/api/auth/login', 405, 'method_not_allowed'],
    ['put', sessionsPath, 405, 'method_not_allowed'],
    ['delete', '/api/admin/users', 405, 'method_not_allowed'],
    ['post', '/api/demo/scan', 404, 'not_found'],
    ['post', '/no/page', 404, 'not_found'],
    ['get', sessionsPath, 401, 'unauthorized'],
    ['get', `${sessionsPath}/x/status`, 401, 'unauthorized'],
    ['get', `${sessionsPath}/x/qr`, 401, 'unauthorized'],
    ['get', `${sessionsPath}/x/events`, 401, 'unauthorized'],
    ['post', `${sessionsPath}/x/connect`, 401, 'unauthorized'],
    ['post', `${sessionsPath}/x/pairphone`, 401, 'unauthorized'],
    ['post', `${sessionsPath}/x/disconnect`, 401, 'unauthorized'],
    ['post', `${sessionsPath}/x/logout`, 401, 'unauthorized'],
    ['post', `${sessionsPath}/sync`, 401, 'unauthorized'],
    ['get', `${sessionsPath}/sync`, 401, 'unauthorized'],
    ['get', '/api/admin/users', 401, 'unauthorized'],
    ['get', '/api/auth/me', 401, 'unauthorized'],
    ['post', '/api/auth/refresh', 401, 'unauthorized'],
  ] as const)('%s %s answers %i %s', async (method, path, status, reason) => {
    const answer = await request(house.app)[method](path);
    expect(answer.status).toBe(status);
    expect(Failure.parse(answer.body)).toMatchObject({ success: false, code: status, reason });
  });

  test('a wrong method is told which ones there are', async () => {
    expect((await request(house.app).put(sessionsPath)).headers.allow).toBe('GET, HEAD, POST, OPTIONS');
    expect((await request(house.app).options(sessionsPath)).headers.allow).toBe('GET, HEAD, POST, OPTIONS');
  });

  test.each(['Bearer', 'Bearer a b', 'Basic abc', `Bearer ${'x'.repeat(9_000)}`, 'Bearer a.b.c'])(
    'Authorization %j is a stranger',
    async (header) => {
      const answer = await request(house.app).get('/api/auth/me').set('Authorization', header);
      expect(answer.body).toEqual({
        success: false,
        code: 401,
        error: 'Unauthorized',
        reason: 'unauthorized',
      });
    },
  );
});

describe('bodies', () => {
  const post = (body: string, type = 'application/json') =>
    house.as('rani').post('/api/admin/users').set('Content-Type', type).send(body);

  test.each([
    ['is not JSON', '{"a":'],
    ['is no object', '"text"'],
    ['is an array', '[]'],
    ['is missing', ''],
  ])('a body that %s: 400 invalid_body', async (_name, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(Failure.parse(answer.body).reason).toBe('invalid_body');
  });

  test('unknown fields are named, wrong ones too', async () => {
    const answer = await post(JSON.stringify({ email: 5, nmae: 'x', extra: 1 }));
    expect(answer.body.details).toContain('Unknown field: "nmae", "extra"');
    expect(answer.body.details).toContain('email:');
  });

  test('JSON is read whatever its Content-Type says', async () => {
    expect((await post('{}', 'text/plain')).body.details).toContain('email');
  });

  test('a body in an encoding nobody knows: 400, never a 5xx', async () => {
    const answer = await post('{}').set('Content-Encoding', 'snappy');
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
  });

  test('a body of a megabyte: 413', async () => {
    const answer = await post(JSON.stringify({ email: 'x'.repeat(1_000_000) }));
    expect(answer.status).toBe(413);
    expect(Failure.parse(answer.body).reason).toBe('payload_too_large');
  });

  test('a zero byte, which Postgres cannot store: 400', async () => {
    const answer = await post(
      JSON.stringify({ email: 'a@example.com', name: 'a\0b', role: 'viewer', password: 'long enough' }),
    );
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
  });
});

test('no token stands in the log', () => {
  const all = house.lines.join('');
  for (const { token } of Object.values(house.people)) expect(all).not.toContain(token);
  expect(all).toContain('"msg":"request"');
});

describe('headers', () => {
  test('a page may run our own files and nothing else', async () => {
    const { headers } = await request(house.app).get('/');
    expect(headers['content-security-policy']).toBe(
      "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self';" +
        "connect-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  test('behind a trusted proxy with https browsers are told to stay with it', async () => {
    const proxied = house.appWith({ config: { corsOrigins: [], trustProxy: 1, metricsToken: null } });
    const { headers } = await request(proxied).get('/healthz').set('X-Forwarded-Proto', 'https');
    expect(headers).toHaveProperty('strict-transport-security');
  });

  test('answers of the API are not kept anywhere', async () => {
    expect((await request(house.app).get('/api/auth/me')).headers['cache-control']).toBe('no-store');
  });

  test('a request id of a proxy is taken over when it is harmless', async () => {
    const ask = (id: string) => request(house.app).get('/healthz').set('X-Request-Id', id);
    expect((await ask('abcdefgh-1')).headers['x-request-id']).toBe('abcdefgh-1');
    expect((await ask('<script>')).headers['x-request-id']).not.toContain('<');
  });
});

describe('pages of other origins', () => {
  const origin = 'https://tool.example.com';
  test('get no permission by default', async () => {
    const answer = await request(house.app).get('/api/auth/me').set('Origin', origin);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('get it, with credentials, where CORS_ORIGINS names them', async () => {
    const open = house.appWith({ config: { corsOrigins: [origin], trustProxy: false, metricsToken: null } });
    const preflight = await request(open)
      .options(sessionsPath)
      .set({ Origin: origin, 'Access-Control-Request-Method': 'GET' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    });
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
    const refused = await request(open).get('/api/auth/me').set('Origin', 'https://evil.example.com');
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    expect(refused.headers.vary).toContain('Origin');
  });
});

describe('health', () => {
  test('it is alive, and ready while it serves', async () => {
    expect((await request(house.app).get('/healthz')).body).toEqual({ status: 'ok', database: 'answers' });
    expect((await request(house.app).get('/readyz')).status).toBe(200);
    expect((await request(house.appWith({ ready: () => false })).get('/readyz')).status).toBe(503);
    const without = house.appWith({ database: { answers: () => false } });
    expect((await request(without).get('/healthz')).body).toEqual({ status: 'ok', database: 'away' });
    const { status, body } = await request(without).get('/readyz');
    expect({ status, body }).toEqual({ status: 503, body: { status: 'not ready', database: 'away' } });
  });
});

describe('the dashboard', () => {
  test.each(['/', '/sessions', '/sessions/9c02?x=1', '/index.html', '/apiary'])(
    '%s is its page',
    async (path) => {
      const answer = await request(house.app).get(path);
      expect(answer.status).toBe(200);
      expect(answer.text).toBe('<head></head><body>page</body>');
      expect(answer.headers['cache-control']).toBe('no-cache');
    },
  );

  test('a pairing link has a page of its own, which no search engine keeps', async () => {
    const answer = await request(house.app).get('/pair');
    expect([answer.status, answer.text]).toEqual([200, '<head></head><body>pair</body>']);
    expect(answer.headers['x-robots-tag']).toBe('noindex');
  });

  test('says demo in its head in the demo', async () => {
    const demo = house.appWith({ demo: { controlUrl: 'http://127.0.0.1:1' } });
    expect((await request(demo).get('/')).text).toContain('<meta name="heliograph" content="demo">');
  });

  test('what the build packed comes packed to whoever takes it', async () => {
    const packed = await request(house.app).get('/assets/main-abc123.js');
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(packed.headers['content-type']).toMatch(/javascript/);
    expect(packed.text).toBe('export {};');
    const plain = await request(house.app).get('/assets/main-abc123.js').set('Accept-Encoding', 'identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.text).toBe('export {};');
  });

  test('files with a hash in their name are kept for ever, others asked for again', async () => {
    const hashed = await request(house.app).get('/assets/main-abc123.js');
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await request(house.app).get('/mark.svg')).headers['cache-control']).toBe('no-cache');
  });

  test.each(['/assets/gone.js', '/gone.png', '/socket.io', '/socket.io/x', '/.env', '/../package.json'])(
    '%s is missing, not a page',
    async (path) => {
      const answer = await request(house.app).get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('page');
    },
  );

  test('that is not built says so', async () => {
    const answer = await request(house.appWith({ staticDir: '/nonexistent' })).get('/');
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('npm run build');
  });
});
