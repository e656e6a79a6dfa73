import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const key = Buffer.alloc(32, 7).toString('base64');
const secret = 's'.repeat(32);
const real = { DATABASE_URL: 'postgres://db/heliograph', JWT_SECRET: secret, ENCRYPTION_KEY: key };

test('an empty environment is the demo on loopback with the documented defaults', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: null,
    dataDir: path.resolve('data'),
    upstream: null,
    jwtSecret: null,
    encryptionKey: null,
    firstAdmin: { email: 'admin@heliograph.local', password: null },
    idleMs: 30_000,
    accessTokenMs: 900_000,
    corsOrigins: [],
    trustProxy: false,
    log: { level: 'info', format: null },
  });
});

test('an empty variable counts as one that is not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ', WHATSAPP_SERVER_API: '' })).toMatchObject({
    port: 3000,
    databaseUrl: null,
    upstream: null,
  });
});

test('a whole real configuration is taken as it is written', () => {
  const config = readConfig({
    ...real,
    PORT: '0',
    HOST: '0.0.0.0',
    WHATSAPP_SERVER_API: 'https://wa.example.com/base/',
    WHATSAPP_ADMIN_TOKEN: 'adm',
    IDLE_DISCONNECT_SECONDS: '0',
    ACCESS_TOKEN_MINUTES: '0.1',
    CORS_ORIGINS: 'https://a.example.com, http://localhost:5173/',
    TRUST_PROXY: 'loopback, 10.0.0.0/8',
    LOG_LEVEL: 'DEBUG',
    LOG_FORMAT: 'json',
  });
  expect(config).toMatchObject({
    port: 0,
    upstream: { url: 'https://wa.example.com/base', adminToken: 'adm' },
    idleMs: 0,
    accessTokenMs: 6_000,
    corsOrigins: ['https://a.example.com', 'http://localhost:5173'],
    trustProxy: ['loopback', '10.0.0.0/8'],
    log: { level: 'debug', format: 'json' },
  });
  expect(config.encryptionKey).toEqual(Buffer.alloc(32, 7));
});

test('every problem is named at once', () => {
  const problems = problemsOf({
    PORT: 'abc',
    WHATSAPP_SERVER_API: 'wa.example.com',
    LOG_LEVEL: 'loud',
    TRUST_PROXY: '?',
  });
  expect(problems.map((one) => one.split(' ')[0])).toEqual([
    'PORT',
    'WHATSAPP_SERVER_API',
    'TRUST_PROXY',
    'LOG_LEVEL',
  ]);
});

test('a database of our own choosing needs the service and both secrets', () => {
  const problems = problemsOf({ DATABASE_URL: 'postgres://db/x' });
  expect(problems).toHaveLength(3);
  expect(problems.join()).toMatch(/WHATSAPP_SERVER_API.*JWT_SECRET.*ENCRYPTION_KEY/s);
  expect(problemsOf({ ...real, DEMO: '1' })).toEqual([]);
  expect(problemsOf({ ...real, WHATSAPP_SERVER_API: 'http://wa' })).toEqual([]);
});

test.each([
  ['PORT', '65536'],
  ['PORT', '1.5'],
  ['PORT', '-1'],
  ['IDLE_DISCONNECT_SECONDS', 'soon'],
  ['ACCESS_TOKEN_MINUTES', '0'],
  ['DATABASE_URL', 'mysql://db/x'],
  ['WHATSAPP_SERVER_API', 'ftp://wa'],
  ['WHATSAPP_SERVER_API', 'http://user:pass@wa'],
  ['WHATSAPP_SERVER_API', 'http://wa?token=1'],
  ['WHATSAPP_ADMIN_TOKEN', 'two\nlines'],
  ['JWT_JWKS_URL', 'keys'],
  ['JWT_SECRET', 'short'],
  ['ENCRYPTION_KEY', 'AAAA'],
  ['ENCRYPTION_KEY', '!'.repeat(44)],
  ['ADMIN_EMAIL', 'admin'],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'https://a.example.com/path'],
  ['TRUST_PROXY', 'the proxy'],
  ['LOG_FORMAT', 'xml'],
  ['DEMO', 'maybe'],
])('%s=%j is refused by its name', (name, value) => {
  const base = name === 'DATABASE_URL' ? { ...real, WHATSAPP_SERVER_API: 'http://wa' } : {};
  const problems = problemsOf({ ...base, [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(name);
});

describe('secrets in problems', () => {
  test.each(['JWT_SECRET', 'ENCRYPTION_KEY', 'DATABASE_URL', 'WHATSAPP_SERVER_API'])(
    '%s is never repeated',
    (name) => {
      const value = name.endsWith('L') || name.endsWith('I') ? 'x://u:hunter2@h/' : 'hunter2';
      expect(problemsOf({ [name]: value }).join()).not.toContain('hunter2');
      expect(problemsOf({ [name]: value }).join()).toContain(name);
    },
  );
});

test('TRUST_PROXY=true trusts the nearest proxy only, since any address could be claimed otherwise', () => {
  expect(readConfig({ TRUST_PROXY: 'true' }).trustProxy).toBe(1);
  expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
  expect(readConfig({ TRUST_PROXY: '0' }).trustProxy).toBe(false);
});
