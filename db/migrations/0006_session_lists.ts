import { sql, type Kysely } from 'kysely';

/**
 * What the list of sessions reads: pages in its order for every filter, and a search by any part of a word. The
 * search's index needs pg_trgm; where that is missing, or may not be made, a search reads the rows instead.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sessions add column search text not null generated always as
      (name || chr(10) || id || chr(10) || coalesce(jid, '') || chr(10) || coalesce(last_jid, '')) stored;

    create index sessions_states on sessions (upstream, connected, logged_in, name, id);
    create index sessions_down on sessions (upstream, name, id) where not connected;
    create index sessions_owner_order on sessions (upstream, owner_id, name, id);
    drop index sessions_owner;
    -- Connected and not logged in is rare, which the two alone do not tell.
    create statistics sessions_rare_states (mcv) on connected, logged_in from sessions;

    do $$
    begin
      create extension if not exists pg_trgm;
      create index sessions_search on sessions using gin (search gin_trgm_ops);
    exception when others then
      raise notice 'without pg_trgm a search reads all sessions: %', sqlerrm;
    end $$;
  `.execute(db);
}
