import { expect, test } from 'vitest';
import { createMemory } from './memory.ts';

/** A memory of who may what, before a database that says `rows`, or is away. */
function memoryOf(rows: Map<string, string>) {
  let now = 1_000_000;
  const database = { away: false };
  const lost: string[] = [];
  const memory = createMemory<string>({
    clock: { now: () => now, learn: () => {} },
    read: (ids) =>
      database.away
        ? Promise.reject(new Error('the database is away'))
        : Promise.resolve(new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id)!]] : [])))),
    lost: (_was, is) => is === null,
  });
  memory.onLost((id) => lost.push(id));
  return { memory, database, lost, pass: (ms: number) => (now += ms) };
}

test('what could not be read again is still watched: a right that was taken elsewhere is lost here', async () => {
  const rows = new Map([['key', 'may read']]);
  const { memory, database, lost, pass } = memoryOf(rows);
  await memory.current('key');
  pass(6_000);
  database.away = true;
  await expect(memory.current('key')).rejects.toThrow('away');
  database.away = false;
  rows.delete('key');
  await memory.recheck();
  await expect.poll(() => lost).toEqual(['key']);
});

test('what changed here is read again when it is asked for, and watched until then', async () => {
  const rows = new Map([['rani', 'Rani']]);
  const { memory, lost } = memoryOf(rows);
  await memory.current('rani');
  rows.set('rani', 'Rani K.');
  memory.forget('rani');
  expect(await memory.current('rani')).toBe('Rani K.');
  memory.forget('rani');
  rows.delete('rani');
  await memory.recheck();
  await expect.poll(() => lost).toEqual(['rani']);
});

test('a reading that was under way when it changed here does not put it back', async () => {
  const rows = new Map([['key', 'may read']]);
  const { memory } = memoryOf(rows);
  await memory.current('key');
  const rechecking = memory.recheck();
  rows.delete('key');
  memory.forget('key');
  await rechecking;
  expect(await memory.current('key')).toBeNull();
});

test('readings that fail one after the other leave what was known', async () => {
  const rows = new Map([['key', 'may read']]);
  const { memory, database, lost, pass } = memoryOf(rows);
  await memory.current('key');
  database.away = true;
  const failing: Promise<unknown>[] = [];
  for (let n = 0; n < 3; n++) {
    pass(6_000);
    failing.push(memory.current('key'));
  }
  expect((await Promise.allSettled(failing)).every(({ status }) => status === 'rejected')).toBe(true);
  database.away = false;
  rows.delete('key');
  await memory.recheck();
  await expect.poll(() => lost).toEqual(['key']);
});

test('strangers do not fill it', async () => {
  const { memory, lost } = memoryOf(new Map());
  expect(await memory.current('nobody')).toBeNull();
  await memory.recheck();
  expect(lost).toEqual([]);
});
