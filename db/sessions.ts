/** Sessions in Postgres, within one upstream's scope: demo and real data never mix. */
import { sql } from 'kysely';
import type { statusFilters } from '../contract/rest.ts';
import type { Cipher } from './cipher.ts';
import type { Db } from './database.ts';
import { commitChanges, type Change, type Committed } from './session-commit.ts';
import { factColumns, rowOf, settingColumns } from './session-record.ts';
import type { Facts, ObservedBy, SessionRow, SessionSettings } from './session-row.ts';

export interface Version {
  id: string;
  generation: number;
  version: number;
}

export interface PageQuery {
  status: (typeof statusFilters)[number];
  q?: string;
  /** Only this owner's. */
  ownerId?: string;
  limit: number;
  cursor?: string;
}

export interface Page {
  rows: SessionRow[];
  total: number;
  nextCursor: string | null;
}

export type NewSession = Facts &
  Omit<SessionSettings, 'ownerName'> & { id: string; observedAt: number; observedBy: ObservedBy };

export interface SessionStore {
  all(): Promise<SessionRow[]>;
  byIds(ids: string[]): Promise<SessionRow[]>;
  versions(): Promise<Version[]>;
  page(query: PageQuery): Promise<Page>;
  commit(changes: Change[], lease?: { name: string; epoch: number } | null): Promise<Committed>;
  /** Null when the id or the token is taken. */
  insert(session: NewSession): Promise<SessionRow | null>;
  /** Changes settings and moves the version on; null when the row is gone. Throws on a token that is taken. */
  changeSettings(id: string, patch: Partial<Omit<SessionSettings, 'ownerName'>>): Promise<SessionRow | null>;
  remove(id: string): Promise<{ generation: number } | null>;
}

/** A page's cursor: the place after its last row in the list's order. */
const encodeCursor = (name: string, id: string) =>
  Buffer.from(JSON.stringify([name, id])).toString('base64url');
export function decodeCursor(cursor: string): [string, string] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string') {
      return [value[0], value[1]];
    }
    return null;
  } catch {
    return null;
  }
}

/** Other nodes read this row at once; without one they look for what they lack. */
function hint(db: Db, row?: SessionRow): Promise<unknown> {
  const note = row ? { i: row.id, g: row.generation, v: row.version } : { scan: true };
  return sql`select pg_notify('heliograph', ${JSON.stringify(note)})`.execute(db);
}

const likeWords = (q: string) => `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

export function createSessionStore(db: Db, cipher: Cipher, upstream: string): SessionStore {
  const selection = () =>
    db
      .selectFrom('sessions')
      .leftJoin('users', 'users.id', 'sessions.owner_id')
      .selectAll('sessions')
      .select('users.name as owner_name')
      .where('sessions.upstream', '=', upstream);

  function filtered(query: PageQuery) {
    let q = selection();
    if (query.status === 'connected') q = q.where('connected', '=', true).where('logged_in', '=', true);
    if (query.status === 'qr_required') q = q.where('connected', '=', true).where('logged_in', '=', false);
    if (query.status === 'disconnected') q = q.where('connected', '=', false);
    if (query.ownerId !== undefined) q = q.where('owner_id', '=', query.ownerId);
    if (query.q) {
      const like = likeWords(query.q);
      q = q.where((eb) =>
        eb.or([
          eb('sessions.name', 'ilike', like),
          eb('sessions.id', 'ilike', like),
          eb('sessions.jid', 'ilike', like),
          eb('sessions.last_jid', 'ilike', like),
          eb('users.name', 'ilike', like),
        ]),
      );
    }
    return q;
  }

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
    versions: () =>
      db
        .selectFrom('sessions')
        .select(['id', 'generation', 'version'])
        .where('upstream', '=', upstream)
        .execute(),
    async page(query) {
      const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
      const [records, counted] = await Promise.all([
        filtered(query)
          .$if(after !== null, (q) =>
            q.where(sql<boolean>`(sessions.name, sessions.id) > (${after![0]}, ${after![1]})`),
          )
          .orderBy('sessions.name')
          .orderBy('sessions.id')
          .limit(query.limit + 1)
          .execute(),
        filtered(query)
          .clearSelect()
          .select(({ fn }) => fn.countAll<string>().as('total'))
          .executeTakeFirstOrThrow(),
      ]);
      const rows = records.slice(0, query.limit).map((record) => rowOf(record, cipher));
      const last = rows.at(-1);
      return {
        rows,
        total: Number(counted.total),
        nextCursor: records.length > query.limit && last ? encodeCursor(last.name, last.id) : null,
      };
    },
    commit: (changes, lease) => commitChanges(db, changes, lease ?? null),
    async insert(session) {
      const { facts, phase_since, quiet_until, ...columns } = factColumns(session);
      const inserted = await db
        .insertInto('sessions')
        .values({
          id: session.id,
          upstream,
          ...settingColumns(session, cipher),
          ...columns,
          phase_since: new Date(phase_since),
          quiet_until: quiet_until === null ? null : new Date(quiet_until),
          facts: JSON.stringify(facts),
          observed_at: new Date(session.observedAt),
          observed_by: session.observedBy,
        })
        .onConflict((oc) => oc.doNothing())
        .returning('id')
        .executeTakeFirst();
      const [made] = inserted ? await this.byIds([session.id]) : [];
      if (made) await hint(db, made);
      return made ?? null;
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
        if (changed) await hint(db, changed);
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
  };
}
