/** Answers to calls with an Idempotency-Key; and the index that uptime reads the timeline by. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table receipts (
      scope text not null,
      key text not null,
      request_hash text not null,
      state text not null check (state in ('running', 'done')),
      node text not null,
      started_at timestamptz not null default clock_timestamp(),
      heartbeat_at timestamptz not null default clock_timestamp(),
      http_status integer,
      answer_sealed text,
      primary key (scope, key)
    );
    create index receipts_age on receipts (started_at);

    drop index actions_receipt;
    alter table actions drop column key_scope, drop column idempotency_key, drop column request_hash;
    create index actions_age on actions (started_at);

    create index timeline_phases on timeline (session_id, at) where data ? 'phase';
    create index timeline_age on timeline (at);
    create index audit_age on audit (at);
  `.execute(db);
}
