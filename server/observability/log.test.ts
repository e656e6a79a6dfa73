import axios from 'axios';
import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function logged(
  act: (log: ReturnType<typeof createLog>) => void,
  format: 'json' | 'pretty' = 'json',
): string {
  const lines: string[] = [];
  act(createLog({ level: 'trace', format, write: (line) => void lines.push(line) }));
  return lines.join('');
}

test.each([
  'token',
  'accessToken',
  'Authorization',
  'cookie',
  'set-cookie',
  'password',
  'jwtSecret',
  'qr',
  'qrcode',
  'QRCode',
  'image',
  'LinkingCode',
  'secretKey',
  'proxy_url',
  'adminToken',
  'x-api-key-token',
])('a field named %s is hidden at any depth', (name) => {
  const text = logged((log) => log.info({ a: [{ b: { [name]: 'hunter2' } }] }, 'x'));
  expect(text).not.toContain('hunter2');
  expect(text).toContain('[hidden]');
});

test.each([
  'data:image/png;base64,iVBORw0KGgo=',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_123',
  'hgk_abcdef',
  'Bearer abcdef',
  'KFGV-F5TY',
])('%s is hidden wherever it stands', (secret) => {
  const text = logged((log) => {
    log.info(`said ${secret}`);
    log.warn({ note: `it was ${secret}.` });
    log.error({ err: new Error(`no ${secret}`) });
    log.child({ note: secret }).info('y');
  });
  expect(text).not.toContain(secret.replace('Bearer ', ''));
});

test('the password in a URL is hidden, the host stays', () => {
  const text = logged((log) => log.error({ err: new Error('cannot reach postgres://u:hunter2@db:5432/x') }));
  expect(text).not.toContain('hunter2');
  expect(text).toContain('db:5432');
});

test('codes of errors and ids are not taken for secrets', () => {
  const err = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const text = logged((log) =>
    log.warn({
      err,
      sessionId: '9c024459f0ca25e9f73f6aafeaaff67b',
      requestId: '4f0d4be2-7c5b-4b7e-9d3a-3c2f1d9f0a11',
    }),
  );
  expect(text).toContain('ECONNREFUSED');
  expect(text).toContain('9c024459f0ca25e9f73f6aafeaaff67b');
  expect(text).toContain('4f0d4be2-7c5b-4b7e-9d3a-3c2f1d9f0a11');
});

test('an error of axios is told without its request, its cause too', async () => {
  const failed = await axios
    .get('http://127.0.0.1:1/', { headers: { token: 'hunter2' } })
    .catch((error: unknown) => error);
  const text = logged((log) => log.error({ err: new Error('no look', { cause: failed }) }, 'look failed'));
  expect(text).toContain('ECONNREFUSED');
  expect(text).not.toContain('hunter2');
  expect(text).not.toContain('"config"');
});

test('an error is told in words also under another name than err', () => {
  expect(logged((log) => log.error({ error: new Error('why') }))).toContain('"message":"why"');
});

test('on a terminal a line reads time, level, words, fields, and stacks below', () => {
  const text = logged(
    (log) => log.warn({ sessionId: 'abc', err: new Error('why', { cause: new Error('deeper') }) }, 'It fell'),
    'pretty',
  );
  expect(text).toMatch(/\d\d:\d\d:\d\d.*warn.*It fell.*sessionId=abc/);
  expect(text).toContain('    Error: why');
  expect(text).toContain('    Error: deeper');
});
