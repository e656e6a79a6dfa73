import { describe, expect, it } from 'vitest';
import { createRowMemory, type ListedRow, type SessionList } from './session-list.ts';
import { recorded } from './testing.ts';

const model = (recorded('z-connect-qr-scan-online.json', 'GET', '/admin/users').body as { data: object[] })
  .data[0];
const fleet = (count: number, edit: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({
    ...model,
    id: index.toString(16).padStart(32, '0'),
    name: `s${index}`,
    ...edit(index),
  }));
const answer = (data: unknown, cutOff = 0) => {
  const bytes = Buffer.from(JSON.stringify({ code: 200, data, success: true }));
  return { status: 200, contentType: 'application/json', bytes: bytes.subarray(0, bytes.length - cutOff) };
};
async function read(list: SessionList): Promise<ListedRow[]> {
  const rows: ListedRow[] = [];
  for await (const batch of list.rows()) rows.push(...batch);
  return rows;
}

describe('a list of sessions', () => {
  it('says that nothing changed when all bytes are the same', async () => {
    const memory = createRowMemory();
    const first = memory.list(answer(fleet(3)), 1);
    expect(first.same).toBe(false);
    await read(first);
    expect(memory.list(answer(fleet(3)), 2).same).toBe(true);
    expect(memory.list(answer(fleet(4)), 3).same).toBe(false);
  });

  it('reads again only the rows that changed, wherever they stand now', async () => {
    const memory = createRowMemory();
    const before = await read(memory.list(answer(fleet(300)), 1));
    expect(before.every((row) => !row.same)).toBe(true);
    const moved = fleet(300, (index) => (index === 7 ? { connected: false, loggedIn: true } : {}));
    moved.push(...moved.splice(7, 1));
    const after = await read(memory.list(answer(moved), 2));
    expect(after.filter((row) => !row.same).map((row) => row.reading.name)).toEqual(['s7']);
    expect(after[0]?.reading).toBe(before[0]?.reading);
  });

  it('hands out the very rows of before, in their order, when all bytes are the same', async () => {
    const memory = createRowMemory();
    await read(memory.list(answer(fleet(300)), 1));
    const moved = fleet(300, (index) => (index === 7 ? { connected: false } : {})).reverse();
    const before = await read(memory.list(answer(moved), 2));
    for (const askedAt of [3, 4]) {
      const again = await read(memory.list(answer(moved), askedAt));
      expect(again.every(({ same, reading }, at) => same && reading === before[at]?.reading)).toBe(true);
      expect(again).toHaveLength(300);
    }
  });

  it('lets the event loop run between two batches', async () => {
    let turns = 0;
    let going = true;
    const tick = () => {
      turns += 1;
      if (going) setImmediate(tick);
    };
    setImmediate(tick);
    const rows = await read(createRowMemory().list(answer(fleet(5_000)), 1));
    going = false;
    expect(rows).toHaveLength(5_000);
    expect(turns).toBeGreaterThanOrEqual(49);
  });

  it('reads an empty list, and one that is null, as no session', async () => {
    expect(await read(createRowMemory().list(answer([]), 1))).toEqual([]);
    expect(await read(createRowMemory().list(answer(null), 1))).toEqual([]);
  });

  it('fails when it is cut off, and remembers nothing of it', async () => {
    const memory = createRowMemory();
    await read(memory.list(answer(fleet(2)), 1));
    const cut = memory.list(answer(fleet(3), 60), 2);
    await expect(read(cut)).rejects.toMatchObject({ kind: 'not_json' });
    expect(memory.list(answer(fleet(2)), 3).same).toBe(true);
  });

  it('fails on rows that are no sessions', async () => {
    await expect(read(createRowMemory().list(answer([{ hello: 1 }]), 1))).rejects.toMatchObject({
      kind: 'not_json',
    });
  });

  it.each([[{ hello: 1 }], ['x'], [undefined]])('refuses %j in place of a list', (data) => {
    expect(() => createRowMemory().list(answer(data), 1)).toThrow(/no list of sessions/);
  });

  it('passes on the error that an answer is', () => {
    const locked = recorded('z-disconnect-in-qr-phase.json', 'GET', '/admin/users', 500);
    const bytes = Buffer.from(JSON.stringify(locked.body));
    expect(() => createRowMemory().list({ status: 500, contentType: '', bytes }, 1)).toThrow(/upstream busy/);
  });
});
