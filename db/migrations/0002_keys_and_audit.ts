import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_keys (
      id text primary key,
      user_id text not null references users on delete cascade,
      name text not null,
      key_hash text not null unique,
      scopes text[] not null,
      created_at timestamptz not null default clock_timestamp(),
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz
    );
    create index api_keys_user on api_keys (user_id);

    create table audit (
      id bigint generated always as identity primary key,
      at timestamptz not null default clock_timestamp(),
      actor_id text,
      actor_name text not null,
      actor_kind text not null,
      -- The person behind a key, or the actor itself: what a person did by whatever means.
      user_id text,
      action text not null,
      session_id text,
      ip text,
      outcome text not null check (outcome in ('ok', 'refused', 'failed')),
      reason text,
      details jsonb not null default '{}'
    );
    create index audit_actor on audit (actor_id, id desc);
    create index audit_user on audit (user_id, id desc);
    create index audit_session on audit (session_id, id desc);
  `.execute(db);
}
