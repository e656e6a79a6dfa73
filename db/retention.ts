/** Deletes what nobody will ask for any more, some thousand rows at a time, so that nothing waits for it. */
import { sql, type RawBuilder } from 'kysely';
import type { Db } from './database.ts';

interface Kept {
  table: string;
  /** Rows for which this is true are old. */
  old: RawBuilder<boolean>;
}

const olderThan = (column: string, age: string) =>
  sql<boolean>`${sql.ref(column)} < clock_timestamp() - ${sql.lit(age)}::interval`;

/** How long each thing is kept; docs/operations.md says the same. */
const kept: Kept[] = [
  { table: 'receipts', old: olderThan('started_at', '1 hour') },
  { table: 'push_minutes', old: olderThan('at', '25 hours') },
  { table: 'actions', old: sql<boolean>`state <> 'running' and ${olderThan('started_at', '7 days')}` },
  { table: 'timeline', old: olderThan('at', '90 days') },
  { table: 'gaps', old: sql<boolean>`to_at is not null and ${olderThan('to_at', '90 days')}` },
  { table: 'pairing_links', old: olderThan('expires_at', '30 days') },
  { table: 'logins', old: olderThan('expires_at', '30 days') },
  { table: 'audit', old: olderThan('at', '400 days') },
];

const batch = 5_000;

/** @returns how many rows went, by table */
export async function deleteOld(db: Db): Promise<Record<string, number>> {
  const gone: Record<string, number> = {};
  for (const { table, old } of kept) {
    for (;;) {
      const { numAffectedRows = 0n } = await sql`
        delete from ${sql.table(table)} where ctid = any(array(
          select ctid from ${sql.table(table)} where ${old} limit ${batch}))
      `.execute(db);
      if (numAffectedRows > 0n) gone[table] = (gone[table] ?? 0) + Number(numAffectedRows);
      if (numAffectedRows < batch) break;
    }
  }
  return gone;
}
