/** Leases: which node does what only one may do. Expiry is judged by the database's clock. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface LeaseAsk {
  name: string;
  holder: string;
  ttlMs: number;
  /** The epoch this holder renews; null: it does not hold it. */
  epoch: number | null;
}

/**
 * Takes or renews a lease in one statement. Answers the epoch, or null while another holder has it.
 * Only a renewal keeps the epoch: a holder that lapsed, or started anew under its old name, gets the next one.
 */
export async function takeLease(db: Db, ask: LeaseAsk): Promise<number | null> {
  const until = sql`clock_timestamp() + make_interval(secs => ${ask.ttlMs / 1000}::float8)`;
  const { rows } = await sql<{ epoch: number }>`
    insert into leases as held (name, holder, epoch, expires_at)
    values (${ask.name}, ${ask.holder}, 1, ${until})
    on conflict (name) do update set
      holder = excluded.holder,
      expires_at = excluded.expires_at,
      epoch = case when held.holder = excluded.holder and held.epoch = ${ask.epoch ?? 0}
        and held.expires_at > clock_timestamp() then held.epoch else held.epoch + 1 end
    where held.holder = excluded.holder or held.expires_at <= clock_timestamp()
    returning held.epoch
  `.execute(db);
  return rows[0]?.epoch ?? null;
}

/** Ends a lease that is still this holder's, so that another node need not wait for its expiry. */
export async function releaseLease(db: Db, name: string, holder: string, epoch: number): Promise<void> {
  await sql`
    update leases set expires_at = clock_timestamp()
    where name = ${name} and holder = ${holder} and epoch = ${epoch}
  `.execute(db);
}

export async function readLease(db: Db, name: string): Promise<{ holder: string; epoch: number } | null> {
  const row = await db
    .selectFrom('leases')
    .select(['holder', 'epoch'])
    .where('name', '=', name)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return row ?? null;
}
