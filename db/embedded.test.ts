import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { isPostgresOf, processBirth } from './postgres-process.ts';
import { ask, dataDirForTests } from './postgres-testing.ts';
import { isRoot } from './postgres-user.ts';

const here = dataDirForTests();

test('the first start makes a database that the second start finds again, and a stop leaves no process', async () => {
  const first = await here.start();
  const pid = await here.serverPid();
  expect(isPostgresOf(pid, here.cluster())).toBe(true);
  expect(first.version).toBe('18.4');
  await first.ensureDatabase('sessions');
  await first.ensureDatabase('sessions');
  await ask(first, 'create table kept as select 7 as seven');
  expect((await stat(path.join(here.dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
  expect((await stat(here.cluster())).mode & 0o777).toBe(0o700);
  await first.stop();
  expect(processBirth(pid)).toBeNull();

  const second = await here.start();
  expect(await ask(second, 'select * from kept')).toEqual([{ seven: 7 }]);
  expect(await ask(second, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  expect(await ask(second, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  expect(here.said.filter((line) => line.includes('Made the database'))).toHaveLength(1);
});

test('only the password opens it', async () => {
  const postgres = await here.start();
  const wrong = new URL(postgres.connectionString());
  wrong.password = 'guessed';
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
});

test('after kill -9 of the gateway the next start stops the server left behind and has what was committed', async () => {
  const killed = here.gateway(`
    await postgres.ensureDatabase('sessions');
    console.log(postgres.connectionString('sessions'));
    setInterval(() => {}, 1000);`);
  const [url] = (await once(killed.stdout!, 'data')) as [Buffer];
  await ask(url.toString().trim(), "create table kept as select 'a QR' as what");
  const left = await here.serverPid();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(isPostgresOf(left, here.cluster())).toBe(true);

  const postgres = await here.start();
  expect(processBirth(left)).toBeNull();
  expect(await here.serverPid()).not.toBe(left);
  expect(await ask(postgres, 'select * from kept')).toEqual([{ what: 'a QR' }]);
  expect(here.said.join()).toContain(`process ${left}`);
});

test('a gateway that dies of an exception takes its server along', async () => {
  const dying = here.gateway(`
    const { readFileSync } = await import('node:fs');
    console.log(readFileSync(${JSON.stringify(here.cluster('postmaster.pid'))}, 'utf8').split('\\n')[0]);
    process.exit(1);`);
  const [pid] = (await once(dying.stdout!, 'data')) as [Buffer];
  await vi.waitFor(() => expect(processBirth(Number(pid))).toBeNull(), 5_000);
});

test('kill -9 while the database is being made: it is made again', async () => {
  const killed = here.gateway('');
  await vi.waitFor(
    async () => expect((await readdir(here.dataDir)).join()).toMatch(/postgres-half-made-\w+,/),
    {
      timeout: 10_000,
      interval: 5,
    },
  );
  killed.kill('SIGKILL');
  await once(killed, 'exit');

  await (await here.start()).ensureDatabase('sessions');
  expect(here.said.join()).toContain('half made');
  expect(await readdir(here.dataDir)).toContain('postgres');
});

test('a second gateway on the same folder is refused in words, and the first goes on', async () => {
  const first = await here.start();
  await expect(here.start()).rejects.toMatchObject({
    name: 'DataDirError',
    code: 'in_use',
    message: expect.stringContaining(
      `Another Heliograph (process ${process.pid}) uses DATA_DIR ${here.dataDir}`,
    ),
  });
  await first.ensureDatabase('sessions');
  await first.stop();
  await here.start();
});

test('of two gateways that start at the same moment one serves', async () => {
  await (await here.start()).stop();
  await writeFile(
    path.join(here.dataDir, 'gateway.lock'),
    JSON.stringify({ pid: process.pid, birth: 'long ago' }),
  );
  const both = await Promise.allSettled([here.start(), here.start()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a stranger that got the number of a dead server is left alone', async () => {
  await (await here.start()).stop();
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  here.ends(stranger);
  await writeFile(
    here.cluster('postmaster.pid'),
    `${stranger.pid}\n${here.cluster()}\n1\n5432\n\n127.0.0.1\n\nready\n`,
  );
  const { uid, gid } = await stat(here.cluster());
  await chown(here.cluster('postmaster.pid'), uid, gid);

  await here.start();
  expect(processBirth(stranger.pid!)).not.toBeNull();
});

describe.runIf(isRoot)('as root', () => {
  test('Postgres runs as somebody else', async () => {
    await here.start();
    const status = await readFile(`/proc/${await here.serverPid()}/status`, 'utf8');
    expect(status).not.toMatch(/^Uid:\s+0/m);
  });

  test('in a folder that only root may enter, the database lives elsewhere, says so, and is found again', async () => {
    here.dataDir = path.join(await here.folder(0o700), 'data');
    const first = await here.start();
    await first.ensureDatabase('sessions');
    await ask(first, 'create table kept as select 7 as seven');
    await first.stop();
    expect(here.said[0]).toContain(path.join(here.base, 'open'));

    expect(await ask(await here.start(), 'select * from kept')).toEqual([{ seven: 7 }]);
    expect(await readdir(path.join(here.base, 'open'))).toHaveLength(1);
    await expect(here.start()).rejects.toMatchObject({ code: 'in_use' });
  });

  test('a strict umask does not close the folder', async () => {
    const usual = process.umask(0o077);
    try {
      await here.start(path.join(here.base, 'a', 'b'));
    } finally {
      process.umask(usual);
    }
    expect(await readdir(path.join(here.base, 'a', 'b'))).toContain('postgres');
  });
});

describe('a server that dies under the gateway', { timeout: 90_000 }, () => {
  const again = { timeout: 60_000, interval: 20 };
  const dies = async () => {
    const pid = await here.serverPid();
    process.kill(pid, 'SIGKILL');
    return pid;
  };

  test('is started again where it was, with what was committed, as often as it dies', async () => {
    const postgres = await here.start();
    await postgres.ensureDatabase('sessions');
    await ask(postgres, 'create table kept as select 7 as seven');
    // The server of tests writes down a moment later what was committed.
    await ask(postgres, 'checkpoint');
    for (let deaths = 0; deaths < 2; deaths++) {
      const dead = await dies();
      await vi.waitFor(async () => {
        expect(await ask(postgres, 'select * from kept')).toEqual([{ seven: 7 }]);
        expect(await here.serverPid()).not.toBe(dead);
      }, again);
    }
    expect(here.said.filter((line) => line.includes('ended by itself (SIGKILL)'))).toHaveLength(2);
    const last = await here.serverPid();
    await postgres.stop();
    expect(processBirth(last)).toBeNull();
  });

  test.each([
    ['has not begun', () => vi.waitFor(() => expect(here.said.join()).toContain('starting it again'), again)],
    [
      'is under way',
      (dead: number) =>
        vi.waitFor(async () => expect(await here.serverPid()).not.toBe(dead), { ...again, interval: 1 }),
    ],
  ])('stays down when the gateway stops while its next start %s', async (_when, moment) => {
    const postgres = await here.start();
    await moment(await dies());
    await postgres.stop();
    await here.start();
    expect(here.said.join()).not.toContain('interrupted run left');
  });
});
