import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import { nativeDir } from './postgres-binaries.ts';
import { isPostgresOf, processBirth } from './postgres-process.ts';
import { isRoot } from './postgres-user.ts';

let base: string;
let dataDir: string;
let said: string[];
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
const folders: string[] = [];

async function folder(mode: number): Promise<string> {
  const made = await mkdtemp(path.join(isRoot ? '/tmp' : tmpdir(), 'heliograph-embedded-'));
  await chmod(made, mode);
  folders.push(made);
  return made;
}

async function start(dir = dataDir): Promise<EmbeddedPostgres> {
  const openDir = path.join(base, 'open');
  const postgres = await startEmbeddedPostgres({
    dataDir: dir,
    log: (line) => said.push(line),
    durable: false,
    openDir,
  });
  running.push(postgres);
  return postgres;
}

/** A gateway of its own process, as far as Postgres goes: `after` runs once it has started. */
function gateway(after: string): ChildProcess {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))};
    const options = { dataDir: ${JSON.stringify(dataDir)}, openDir: ${JSON.stringify(path.join(base, 'open'))} };
    const postgres = await startEmbeddedPostgres({ ...options, durable: false, log: () => {} });
    ${after}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: path.join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

async function ask<T>(postgres: EmbeddedPostgres | string, statement: string): Promise<T[]> {
  const client = new pg.Client(
    typeof postgres === 'string' ? postgres : postgres.connectionString('sessions'),
  );
  await client.connect();
  try {
    return (await client.query(statement)).rows as T[];
  } finally {
    await client.end();
  }
}

const cluster = (...parts: string[]) => path.join(dataDir, 'postgres', ...parts);
const serverPid = async () => Number((await readFile(cluster('postmaster.pid'), 'utf8')).split('\n')[0]);

beforeEach(async () => {
  base = await folder(0o711);
  dataDir = path.join(base, 'data');
  said = [];
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const postgres of running.splice(0)) await postgres.stop();
});

afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true });
});

test('the first start makes a database that the second start finds again, and a stop leaves no process', async () => {
  const first = await start();
  const pid = await serverPid();
  expect(isPostgresOf(pid, cluster())).toBe(true);
  expect(first.version).toBe('18.4');
  await first.ensureDatabase('sessions');
  await first.ensureDatabase('sessions');
  await ask(first, 'create table kept as select 7 as seven');
  expect((await stat(path.join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
  expect((await stat(cluster())).mode & 0o777).toBe(0o700);
  await first.stop();
  expect(processBirth(pid)).toBeNull();

  const second = await start();
  expect(await ask(second, 'select * from kept')).toEqual([{ seven: 7 }]);
  expect(await ask(second, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  expect(await ask(second, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  expect(said.filter((line) => line.includes('Made the database'))).toHaveLength(1);
});

test('only the password opens it', async () => {
  const postgres = await start();
  const wrong = new URL(postgres.connectionString());
  wrong.password = 'guessed';
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
});

test('after kill -9 of the gateway the next start stops the server left behind and has what was committed', async () => {
  const killed = gateway(`
    await postgres.ensureDatabase('sessions');
    console.log(postgres.connectionString('sessions'));
    setInterval(() => {}, 1000);`);
  const [url] = (await once(killed.stdout!, 'data')) as [Buffer];
  await ask(url.toString().trim(), "create table kept as select 'a QR' as what");
  const left = await serverPid();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(isPostgresOf(left, cluster())).toBe(true);

  const postgres = await start();
  expect(processBirth(left)).toBeNull();
  expect(await serverPid()).not.toBe(left);
  expect(await ask(postgres, 'select * from kept')).toEqual([{ what: 'a QR' }]);
  expect(said.join()).toContain(`process ${left}`);
});

test('a gateway that dies of an exception takes its server along', async () => {
  const dying = gateway(`
    const { readFileSync } = await import('node:fs');
    console.log(readFileSync(${JSON.stringify(cluster('postmaster.pid'))}, 'utf8').split('\\n')[0]);
    process.exit(1);`);
  const [pid] = (await once(dying.stdout!, 'data')) as [Buffer];
  await vi.waitFor(() => expect(processBirth(Number(pid))).toBeNull(), 5_000);
});

test('kill -9 while the database is being made: it is made again', async () => {
  const killed = gateway('');
  await vi.waitFor(async () => expect((await readdir(dataDir)).join()).toMatch(/postgres-half-made-\w+,/), {
    timeout: 10_000,
    interval: 5,
  });
  killed.kill('SIGKILL');
  await once(killed, 'exit');

  await (await start()).ensureDatabase('sessions');
  expect(said.join()).toContain('half made');
  expect(await readdir(dataDir)).toContain('postgres');
});

test('a second gateway on the same folder is refused in words, and the first goes on', async () => {
  const first = await start();
  await expect(start()).rejects.toMatchObject({
    name: 'DataDirError',
    code: 'in_use',
    message: expect.stringContaining(`Another Heliograph (process ${process.pid}) uses DATA_DIR ${dataDir}`),
  });
  await first.ensureDatabase('sessions');
  await first.stop();
  await start();
});

test('of two gateways that start at the same moment one serves', async () => {
  await (await start()).stop();
  await writeFile(
    path.join(dataDir, 'gateway.lock'),
    JSON.stringify({ pid: process.pid, birth: 'long ago' }),
  );
  const both = await Promise.allSettled([start(), start()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a stranger that got the number of a dead server is left alone', async () => {
  await (await start()).stop();
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  children.push(stranger);
  await writeFile(
    cluster('postmaster.pid'),
    `${stranger.pid}\n${cluster()}\n1\n5432\n\n127.0.0.1\n\nready\n`,
  );
  const { uid, gid } = await stat(cluster());
  await chown(cluster('postmaster.pid'), uid, gid);

  await start();
  expect(processBirth(stranger.pid!)).not.toBeNull();
});

describe('what cannot be used is named', () => {
  test('a path through a file', async () => {
    await writeFile(path.join(base, 'note'), '');
    const refused = start(path.join(base, 'note', 'data'));
    await expect(refused).rejects.toMatchObject({
      code: 'no_permission',
      message: expect.stringMatching(/is a file/),
    });
  });

  test.runIf(!isRoot)('a folder without permission to write', async () => {
    await chmod(base, 0o500);
    await expect(start()).rejects.toMatchObject({ code: 'no_permission' });
  });

  test('a folder that is no database, or one of another version', async () => {
    await mkdir(cluster(), { recursive: true });
    await chmod(dataDir, 0o711);
    await expect(start()).rejects.toMatchObject({ code: 'not_a_database' });
    await writeFile(cluster('PG_VERSION'), '17\n');
    await writeFile(path.join(dataDir, 'postgres-password'), 'kept');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 17/);
    expect(await readdir(cluster())).toEqual(['PG_VERSION']);
  });

  test('a database whose password is gone', async () => {
    await (await start()).stop();
    await rm(path.join(dataDir, 'postgres-password'));
    await expect(start()).rejects.toMatchObject({ code: 'no_password' });
  });

  test('what Postgres itself says when it does not start', async () => {
    await (await start()).stop();
    await writeFile(cluster('postgresql.conf'), 'shared_buffers = many\n');
    await expect(start()).rejects.toThrow(/shared_buffers/);
  });

  test('a platform without a Postgres of ours', () => {
    expect(() => nativeDir('linux', 's390x')).toThrow(/Set DATABASE_URL/);
  });
});

describe.runIf(isRoot)('as root', () => {
  test('Postgres runs as somebody else', async () => {
    await start();
    const status = await readFile(`/proc/${await serverPid()}/status`, 'utf8');
    expect(status).not.toMatch(/^Uid:\s+0/m);
  });

  test('in a folder that only root may enter, the database lives elsewhere, says so, and is found again', async () => {
    dataDir = path.join(await folder(0o700), 'data');
    const first = await start();
    await first.ensureDatabase('sessions');
    await ask(first, 'create table kept as select 7 as seven');
    await first.stop();
    expect(said[0]).toContain(path.join(base, 'open'));

    expect(await ask(await start(), 'select * from kept')).toEqual([{ seven: 7 }]);
    expect(await readdir(path.join(base, 'open'))).toHaveLength(1);
    await expect(start()).rejects.toMatchObject({ code: 'in_use' });
  });

  test('a strict umask does not close the folder', async () => {
    const usual = process.umask(0o077);
    try {
      await start(path.join(base, 'a', 'b'));
    } finally {
      process.umask(usual);
    }
    expect(await readdir(path.join(base, 'a', 'b'))).toContain('postgres');
  });
});
