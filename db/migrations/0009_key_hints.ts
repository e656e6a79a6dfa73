/** By how it begins a key is told from another; those made before have nothing of it. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table api_keys add column hint text`.execute(db);
}
