import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table nodes (
      id text primary key,
      version text not null,
      since timestamptz not null default clock_timestamp(),
      seen_at timestamptz not null default clock_timestamp()
    )
  `.execute(db);
}
