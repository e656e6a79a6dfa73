/** How fast changes went out, a row for each node and minute in which any did. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table push_minutes (
      upstream text not null,
      node text not null,
      at timestamptz not null,
      counts integer[] not null,
      by_webhook integer not null,
      staged integer not null,
      look_ms double precision not null,
      commit_ms double precision not null,
      emit_ms double precision not null
    );
    create index push_minutes_at on push_minutes (at);
  `.execute(db);
}
