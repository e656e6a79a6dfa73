/** Sessions in Postgres, within one upstream's scope: demo and real data never mix. */
import { sql } from 'kysely';
import type { Cipher } from './cipher.ts';
import type { Db } from './database.ts';
import { readPage, selectSessions, type Page, type PageQuery } from './session-page.ts';
import { commitChanges, type Change, type Committed } from './session-commit.ts';
import { factColumns, rowOf, settingColumns } from './session-record.ts';
import type { Facts, ObservedBy, SessionRow, SessionSettings } from './session-row.ts';

export interface Version {
  id: string;
  generation: number;
  version: number;
}

export type NewSession = Facts &
  Omit<SessionSettings, 'ownerName'> & { id: string; observedAt: number; observedBy: ObservedBy };

export interface SessionStore {
  all(): Promise<SessionRow[]>;
  byIds(ids: string[]): Promise<SessionRow[]>;
  versions(): Promise<Version[]>;
  /** Another text after whatever moves one of the versions: as long as it stays, there is nothing new to read. */
  digest(): Promise<string>;
  page(query: PageQuery): Promise<Page>;
  commit(changes: Change[], lease?: { name: string; epoch: number } | null): Promise<Committed>;
  /** Null when the id or the token is taken. */
  insert(session: NewSession): Promise<SessionRow | null>;
  /** In one statement; those whose id or token is taken are left out. */
  insertAll(sessions: readonly NewSession[]): Promise<SessionRow[]>;
  /** Changes settings and moves the version on; null when the row is gone. Throws on a token that is taken. */
  changeSettings(id: string, patch: Partial<Omit<SessionSettings, 'ownerName'>>): Promise<SessionRow | null>;
  remove(id: string): Promise<{ generation: number } | null>;
  /** Instead of the one with this id, with its past; null when that one is gone, or the new id or the token is taken. */
  replace(id: string, session: NewSession): Promise<{ row: SessionRow; generation: number } | null>;
}

/** Other nodes read these rows at once; without one they look for what they lack. */
function hint(db: Db, rows: readonly SessionRow[] = []): Promise<unknown> {
  const notes = rows.map(({ id, generation, version }) => ({ i: id, g: generation, v: version }));
  const told = (rows.length > 0 ? notes : [{ scan: true }]).map((note) => JSON.stringify(note));
  return sql`select pg_notify('heliograph', note) from unnest(${told}::text[]) as note`.execute(db);
}

function newRecord(session: NewSession, upstream: string, cipher: Cipher) {
  const { facts, phase_since, quiet_until, ...columns } = factColumns(session);
  return {
    id: session.id,
    upstream,
    ...settingColumns(session, cipher),
    ...columns,
    phase_since: new Date(phase_since),
    quiet_until: quiet_until === null ? null : new Date(quiet_until),
    facts: JSON.stringify(facts),
    observed_at: new Date(session.observedAt),
    observed_by: session.observedBy,
  };
}

export function createSessionStore(db: Db, cipher: Cipher, upstream: string): SessionStore {
  const selection = () => selectSessions(db, upstream);

  return {
    async all() {
      return (await selection().execute()).map((record) => rowOf(record, cipher));
    },
    async byIds(ids) {
      if (ids.length === 0) return [];
      const records = await selection()
        .where('sessions.id', '=', sql<string>`any(${ids}::text[])`)
        .execute();
      return records.map((record) => rowOf(record, cipher));
    },
    async digest() {
      const { rows } = await sql<{ digest: string }>`
        select count(*) || ' ' || coalesce(sum(hashtextextended(id || ' ' || generation || ' ' || version, 0)), 0)
          as digest
        from sessions where upstream = ${upstream}
      `.execute(db);
      return rows[0]?.digest ?? '';
    },
    versions: () =>
      db
        .selectFrom('sessions')
        .select(['id', 'generation', 'version'])
        .where('upstream', '=', upstream)
        .execute(),
    page: (query) => readPage(db, cipher, upstream, query),
    commit: (changes, lease) => commitChanges(db, changes, lease ?? null),
    async insert(session) {
      const [made] = await this.insertAll([session]);
      return made ?? null;
    },
    async insertAll(sessions) {
      if (sessions.length === 0) return [];
      const inserted = await db
        .insertInto('sessions')
        .values(sessions.map((session) => newRecord(session, upstream, cipher)))
        .onConflict((oc) => oc.doNothing())
        .returning('id')
        .execute();
      const made = await this.byIds(inserted.map(({ id }) => id));
      if (made.length > 0) await hint(db, made);
      return made;
    },
    async changeSettings(id, patch) {
      for (;;) {
        const [row] = await this.byIds([id]);
        if (!row) return null;
        const { numUpdatedRows } = await db
          .updateTable('sessions')
          .set({
            ...settingColumns({ ...row, ...patch }, cipher),
            version: sql`version + 1`,
            updated_at: sql`clock_timestamp()`,
          })
          .where('id', '=', id)
          .where('upstream', '=', upstream)
          // All settings are written: whoever changed another one meanwhile must not be undone.
          .where('generation', '=', row.generation)
          .where('version', '=', row.version)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) continue;
        const [changed] = await this.byIds([id]);
        if (changed) await hint(db, [changed]);
        return changed ?? null;
      }
    },
    async remove(id) {
      const gone = await db
        .deleteFrom('sessions')
        .where('id', '=', id)
        .where('upstream', '=', upstream)
        .returning('generation')
        .executeTakeFirst();
      if (gone) await hint(db);
      return gone ?? null;
    },
    async replace(id, session) {
      const isTaken = new Error('taken');
      const gone = await db
        .transaction()
        .execute(async (trx) => {
          const before = await trx
            .deleteFrom('sessions')
            .where('id', '=', id)
            .where('upstream', '=', upstream)
            .returning('generation')
            .executeTakeFirst();
          if (!before) return null;
          const { numInsertedOrUpdatedRows } = await trx
            .insertInto('sessions')
            .values(newRecord(session, upstream, cipher))
            .onConflict((oc) => oc.doNothing())
            .executeTakeFirst();
          if (numInsertedOrUpdatedRows !== 1n) throw isTaken;
          await trx
            .updateTable('timeline')
            .set({ session_id: session.id })
            .where('session_id', '=', id)
            .execute();
          return before;
        })
        .catch((error: unknown) => {
          if (error === isTaken) return null;
          throw error;
        });
      const [row] = gone ? await this.byIds([session.id]) : [];
      if (!gone || !row) return null;
      await hint(db);
      return { row, generation: gone.generation };
    },
  };
}
