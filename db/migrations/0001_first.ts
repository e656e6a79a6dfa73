import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence session_generation as integer;

    create table users (
      id text primary key,
      external_id text unique,
      email text unique,
      name text not null,
      role text not null check (role in ('admin', 'operator', 'viewer')),
      password_hash text,
      disabled boolean not null default false,
      gen integer not null default 1,
      last_seen_at timestamptz,
      created_at timestamptz not null default now()
    );

    create table logins (
      id text primary key,
      user_id text not null references users on delete cascade,
      token_hash text not null unique,
      previous_hash text,
      rotated_at timestamptz,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      expires_at timestamptz not null,
      ip text,
      user_agent text
    );
    create index logins_user on logins (user_id);
    create index logins_previous on logins (previous_hash);

    create table sessions (
      id text primary key,
      upstream text not null,
      generation integer not null default nextval('session_generation'),
      version integer not null default 1,
      name text not null,
      owner_id text references users on delete set null,
      token_sealed text not null,
      token_hash text not null,
      webhook text not null default '',
      events text not null default '',
      proxy_enabled boolean not null default false,
      proxy_sealed text,
      s3 jsonb not null,
      s3_secret_sealed text,
      phase text not null,
      phase_since timestamptz not null,
      connected boolean not null default false,
      logged_in boolean not null default false,
      jid text,
      last_jid text,
      qrcode text,
      desired text not null default 'offline' check (desired in ('online', 'offline')),
      quiet_until timestamptz,
      facts jsonb not null,
      observed_at timestamptz not null,
      observed_by text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (upstream, token_hash)
    );
    create index sessions_owner on sessions (upstream, owner_id);
    create index sessions_order on sessions (upstream, name, id);

    create table actions (
      id bigint generated always as identity primary key,
      session_id text not null,
      kind text not null,
      actor text not null,
      key_scope text,
      idempotency_key text,
      request_hash text,
      state text not null check (state in ('running', 'done', 'released')),
      node text not null,
      boot_id text not null,
      started_at timestamptz not null default now(),
      heartbeat_at timestamptz not null default now(),
      finished_at timestamptz,
      http_status integer,
      answer jsonb
    );
    create unique index actions_one_running on actions (session_id) where state = 'running';
    create unique index actions_receipt on actions (key_scope, idempotency_key) where idempotency_key is not null;

    create table timeline (
      id bigint generated always as identity primary key,
      session_id text,
      at timestamptz not null,
      type text not null,
      actor text,
      data jsonb not null default '{}'
    );
    create index timeline_session on timeline (session_id, id desc);

    create table gaps (
      id bigint generated always as identity primary key,
      upstream text not null,
      from_at timestamptz not null,
      to_at timestamptz,
      why text not null check (why in ('gateway', 'upstream'))
    );
    create index gaps_upstream on gaps (upstream, from_at);

    create table leases (
      name text primary key,
      holder text not null,
      epoch integer not null default 1,
      expires_at timestamptz not null
    );

    create table viewers (
      session_id text not null,
      viewer text not null,
      node text not null,
      user_id text not null,
      name text not null,
      seen_at timestamptz not null default now(),
      present boolean not null,
      primary key (session_id, viewer)
    );

    create table upstreams (
      upstream text primary key,
      status text not null,
      since timestamptz not null,
      observed_at timestamptz,
      seen_at timestamptz
    );
  `.execute(db);
}
