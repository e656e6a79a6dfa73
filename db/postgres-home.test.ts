import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { nativeDir } from './postgres-binaries.ts';
import { dataDirForTests } from './postgres-testing.ts';
import { isRoot } from './postgres-user.ts';

const here = dataDirForTests();

test('a start names a path through a file', async () => {
  await writeFile(path.join(here.base, 'note'), '');
  const refused = here.start(path.join(here.base, 'note', 'data'));
  await expect(refused).rejects.toMatchObject({
    code: 'no_permission',
    message: expect.stringMatching(/is a file/),
  });
});

test.runIf(!isRoot)('a start names a folder without permission to write', async () => {
  await chmod(here.base, 0o500);
  await expect(here.start()).rejects.toMatchObject({ code: 'no_permission' });
});

test('a start names a folder that is no database, or one of another version', async () => {
  await mkdir(here.cluster(), { recursive: true });
  await chmod(here.dataDir, 0o711);
  await expect(here.start()).rejects.toMatchObject({ code: 'not_a_database' });
  await writeFile(here.cluster('PG_VERSION'), '17\n');
  await writeFile(path.join(here.dataDir, 'postgres-password'), 'kept');
  await expect(here.start()).rejects.toThrow(/made by PostgreSQL 17/);
  expect(await readdir(here.cluster())).toEqual(['PG_VERSION']);
});

test('a start names a database whose password is gone', async () => {
  await (await here.start()).stop();
  await rm(path.join(here.dataDir, 'postgres-password'));
  await expect(here.start()).rejects.toMatchObject({ code: 'no_password' });
});

test('a start names what Postgres itself says when it does not start', async () => {
  await (await here.start()).stop();
  await writeFile(here.cluster('postgresql.conf'), 'shared_buffers = many\n');
  await expect(here.start()).rejects.toThrow(/shared_buffers/);
});

test('a start names a platform without a Postgres of ours', () => {
  expect(() => nativeDir('linux', 's390x')).toThrow(/Set DATABASE_URL/);
});
