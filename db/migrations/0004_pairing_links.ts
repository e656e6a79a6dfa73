import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pairing_links (
      id text primary key,
      session_id text not null references sessions on delete cascade,
      token_hash text not null unique,
      -- The link may what its maker may, as long as its maker may.
      user_id text not null references users on delete cascade,
      key_id text references api_keys on delete cascade,
      created_at timestamptz not null default clock_timestamp(),
      expires_at timestamptz not null,
      used_at timestamptz,
      revoked_at timestamptz,
      starts integer not null default 0,
      codes integer not null default 0,
      code_at timestamptz
    );
    create index pairing_links_session on pairing_links (session_id, created_at desc);
    create index pairing_links_open on pairing_links (expires_at) where used_at is null and revoked_at is null;
  `.execute(db);
}
