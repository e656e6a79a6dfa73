import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runGateway, type TestGateway } from '../server/testing.ts';
import { buildCli, scan } from './testing.ts';

let gateway: TestGateway;
let cli: Awaited<ReturnType<typeof buildCli>>;
const ends: (() => Promise<void>)[] = [];
const ids: Record<string, string> = {};
const password = 'a password of rani';

beforeAll(async () => {
  gateway = await runGateway({ atEnd: (end) => ends.push(end) });
  const { control } = gateway.simulator;
  for (const name of ['Toko Pagi', 'Toko Malam', 'Gudang', 'Kantor', 'Kasir']) {
    ids[name] = control.addUser({ name, token: name.replace(' ', '-') }).id;
  }
  await gateway.call('POST', '/api/admin/whatsapp/sessions/sync');
  cli = await buildCli();
  ends.push(cli.remove);
});
afterAll(async () => {
  for (const end of ends) await end();
});

const env = () => ({ HELIOGRAPH_URL: gateway.url, HELIOGRAPH_TOKEN: gateway.token });
const run = (...args: string[]) => cli.run(args, { env: env() });

test('a login is remembered in a file that only its owner reads, renewed by each command, and forgotten', async () => {
  const input = `${password}\n`;
  const login = await cli.run(['login', gateway.url, '--email', 'rani@heliograph.local'], { input }).ended;
  expect(login).toMatchObject({ code: 0, out: '' });
  expect((await stat(cli.credentialsFile)).mode & 0o777).toBe(0o600);
  const first = await readFile(cli.credentialsFile, 'utf8');
  expect(first).not.toContain(password);

  const list = await cli.run(['sessions']).ended;
  expect(list).toMatchObject({ code: 0, said: '' });
  expect(list.out).toContain('Toko Pagi');
  const second = await readFile(cli.credentialsFile, 'utf8');
  expect(second).not.toBe(first);
  expect((await cli.run(['sessions', '--status', 'connected', '--json']).ended).out).toBe('');

  const { refreshToken } = JSON.parse(second) as { refreshToken: string };
  for (const { out, said } of [login, list]) expect(out + said).not.toContain(refreshToken);
  expect((await cli.run(['sign-out']).ended).code).toBe(0);
  expect((await cli.run(['sessions'], { env: { HELIOGRAPH_URL: gateway.url } }).ended).code).toBe(3);
});

test('sessions are JSON lines for scripts', async () => {
  const { code, out } = await run('sessions', '--json', '--search', 'Toko').ended;
  const found = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; token: string });
  expect(code).toBe(0);
  expect(found.map(({ name }) => name).sort()).toEqual(['Toko Malam', 'Toko Pagi']);
  expect(found[0]?.token).toBe('***');
});

test('a code is drawn so that a phone can scan it, and the command ends when the session is online', async () => {
  const watching = run('watch', 'Gudang', '--until', 'online', '--json');
  await watching.until((out) => (out.includes('\n') ? out : null));
  const pairing = run('pair', 'gud');
  const text = await pairing.until(scan);
  expect(pairing.said()).toMatch(/Scan code 1 of 6, until 20\d\d-/);
  gateway.simulator.control.scan(ids.Gudang ?? '', { qr: text });
  expect(await pairing.ended).toMatchObject({
    code: 0,
    out: expect.stringContaining('Gudang is online as 62'),
  });

  const { code, out } = await watching.ended;
  expect(code).toBe(0);
  const seen = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { session: { phase: string } });
  expect(seen.map(({ session }) => session.phase)).toContain('pairing');
  expect(seen.at(-1)).toMatchObject({ event: 'state', session: { id: ids.Gudang, phase: 'online' } });
  expect(out).not.toContain('data:image');
  expect((await run('pair', 'Gudang').ended).code).toBe(0);
  expect(await run('disconnect', 'Gudang').ended).toMatchObject({ code: 0 });
});

test('a pairing code is given for a phone, and Ctrl-C ends a pairing', async () => {
  const pairing = run('pair', ids.Kantor ?? '', '--phone', '+62 811-1234-5678');
  const code = await pairing.until((out) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(out)?.[0]);
  gateway.simulator.control.enterCode(ids.Kantor ?? '', { code });
  expect(await pairing.ended).toMatchObject({ code: 0, out: expect.stringContaining('6281112345678') });

  const left = run('pair', 'Kasir', '--json');
  const shown = await left.until((out) => (out.includes('\n') ? out : null));
  expect(JSON.parse(shown.split('\n')[0] ?? '')).toMatchObject({ event: 'qr', attempt: 1, of: 6 });
  left.interrupt();
  expect(await left.ended).toMatchObject({ code: 130, said: 'Interrupted.\n' });
});

test('the end of a command says what went wrong', async () => {
  const codes = async (...args: string[]) => (await run(...args).ended).code;
  expect(
    await Promise.all([
      codes('--help'),
      codes('fly'),
      codes('pair'),
      codes('sessions', '--phone', '1'),
      codes('sessions', '--status', 'fine'),
      codes('connect', 'nobody'),
      codes('logout', 'Toko'),
    ]),
  ).toEqual([0, 2, 2, 2, 2, 4, 4]);
  const other = async (more: Record<string, string>, ...args: string[]) =>
    (await cli.run(args, { env: { ...env(), ...more } }).ended).code;
  expect(
    await Promise.all([
      other({ HELIOGRAPH_TOKEN: 'wrong' }, 'watch'),
      other({ HELIOGRAPH_URL: 'http://127.0.0.1:1' }, 'sessions'),
      codes('logout', 'Toko Malam'),
      codes('watch', 'Toko Malam', '--until', 'online', '--timeout', '0.5'),
    ]),
  ).toEqual([3, 5, 7, 6]);
});
