import { expect, test } from 'vitest';
import { filterIn } from './audit-filter.ts';
import { readWholeAudit } from './audit-calls.ts';

const entry = (id: number) => ({ id: String(id) });
/** A log of six entries, two a page. */
const api = {
  call: (_method: string, path: string) => {
    const before = Number(new URL(path, 'http://gateway').searchParams.get('before') ?? 7);
    const entries = [before - 1, before - 2].filter((id) => id > 0).map(entry);
    return Promise.resolve({ entries, nextCursor: before > 3 ? String(before - 2) : null });
  },
} as Parameters<typeof readWholeAudit>[0];
const all = filterIn(new URLSearchParams());

test('the whole log is read page by page, and says when it has more than a file takes', async () => {
  const whole = await readWholeAudit(api, all);
  expect(whole.entries.map(({ id }) => id)).toEqual(['6', '5', '4', '3', '2', '1']);
  expect(whole.more).toBe(false);
  const cut = await readWholeAudit(api, all, 4);
  expect(cut.entries).toHaveLength(4);
  expect(cut.more).toBe(true);
});
