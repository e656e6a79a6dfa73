/** Ten thousand sessions: what Postgres reads to answer a page of the list. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './database.ts';
import type { Schema } from './schema.ts';
import { cipher, newSession } from './session-testing.ts';
import type { PageQuery } from './session-page.ts';
import { createSessionStore, type SessionStore } from './sessions.ts';
import { testDatabase, type TestDatabase } from './testing.ts';
import { insertUser } from './users.ts';

let home: TestDatabase;
let pool: pg.Pool;
let db: Kysely<Schema>;
let store: SessionStore;
let ownerId: string;
/** Of the last page. */
let queries: { sql: string; parameters: readonly unknown[] }[] = [];

beforeAll(async () => {
  home = await testDatabase();
  pool = new pg.Pool({ connectionString: home.connectionString });
  db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void queries.push({ sql: query.sql, parameters: query.parameters }),
  });
  await migrate(db);
  store = createSessionStore(db, cipher, 'service');
  ownerId = (await insertUser(db, { email: 'a@b', name: 'Oscar', role: 'operator', passwordHash: '' }))!.id;
  await store.insert(newSession('first', { name: 'Toko 00000' }));
  // Of each hundred one shows a code, and 39 are down; Oscar has every five hundredth.
  const columns = Object.keys(
    (await db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()) ?? {},
  ).filter(
    (name) =>
      !['search', 'id', 'name', 'token_hash', 'connected', 'logged_in', 'jid', 'owner_id'].includes(name),
  );
  const rest = sql.join(columns.map((name) => sql.ref(name)));
  await sql`
    insert into sessions (${rest}, id, name, token_hash, connected, logged_in, jid, owner_id)
    select ${rest}, md5(i::text), 'Toko ' || to_char(i, 'FM00000'), i::text, i % 100 < 61, i % 100 between 1 and 60,
      case when i % 100 < 61 then 6281200000000 + i || ':1@s.whatsapp.net' end,
      case when i % 500 = 0 then ${ownerId} end
    from sessions, generate_series(1, 10000) i`.execute(db);
  await pool.query('vacuum analyze sessions');
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await home.drop();
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** What Postgres did for a page, step by step. */
async function stepsOf(query: Omit<PageQuery, 'limit'>) {
  queries = [];
  const page = await store.page({ limit: 50, ...query });
  const steps: Plan[] = [];
  for (const { sql: text, parameters } of [...queries]) {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, format json) ${text}`,
      [...parameters],
    );
    steps.push(...nodesOf(rows[0]!['QUERY PLAN'][0].Plan));
  }
  return { page, steps };
}

const ofSessions = (node: Plan) => node['Relation Name'] === 'sessions';
const indexes = (steps: Plan[]) => steps.flatMap((node) => node['Index Name'] ?? []);
/** Rows of sessions that were read for nothing. */
const dropped = (steps: Plan[]) =>
  steps.filter(ofSessions).reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0), 0);
const readThrough = (steps: Plan[]) =>
  steps.filter((node) => node['Node Type'] === 'Seq Scan' && ofSessions(node));

test.each<[string, Omit<PageQuery, 'limit'>, string, number]>([
  ['all', { status: 'all' }, 'sessions_order', 10_001],
  ['those online', { status: 'connected' }, 'sessions_states', 6_000],
  ['those that show a code', { status: 'qr_required' }, 'sessions_states', 100],
  ['those that are down', { status: 'disconnected' }, 'sessions_down', 3_901],
  [
    "one owner's",
    {
      status: 'all',
      get ownerId() {
        return ownerId;
      },
    },
    'sessions_owner_order',
    20,
  ],
])(
  'a page of %s is read by its index; only a count of most of them reads through them',
  async (_, query, index, total) => {
    const first = await stepsOf(query);
    expect(first.page.total).toBe(total);
    const later = await stepsOf({
      ...query,
      ownerId: query.ownerId,
      cursor: first.page.nextCursor ?? undefined,
    });
    for (const { steps } of [first, later]) {
      expect(indexes(steps)).toContain(index);
      const counts = readThrough(steps);
      // Then to read through them is the shortest way to count them; the page itself never does.
      if (total < 2_500) expect(counts).toEqual([]);
      else expect(counts.length).toBeLessThanOrEqual(1);
      expect(dropped(steps.filter((node) => !counts.includes(node)))).toBe(0);
    }
  },
);

test.each([
  ['a name', '04711', 1],
  ['a part of a number', '8120000471', 10],
  ['an id', 'cfcd208495d565ef66e7dff9f98764d', 0],
  ['an owner', 'oscar', 20],
])('a search for %s reads what it finds', async (_, q, total) => {
  const { page, steps } = await stepsOf({ status: 'all', q });
  expect(page.total).toBe(total);
  expect(page.rows).toHaveLength(total);
  expect(readThrough(steps)).toEqual([]);
  expect(indexes(steps)).toContain('sessions_search');
});

test('pages of a search follow each other', async () => {
  const first = await store.page({ status: 'connected', q: 'toko 000', limit: 40 });
  const second = await store.page({
    status: 'connected',
    q: 'toko 000',
    limit: 40,
    cursor: first.nextCursor!,
  });
  const names = [...first.rows, ...second.rows].map(({ name }) => name);
  expect(first.total).toBe(60);
  expect(second.nextCursor).toBeNull();
  expect(new Set(names).size).toBe(60);
  expect(names).toEqual([...names].sort());
});
