/** Takes over the sessions that exist at the service; idempotent, and never an overwritten secret. */
import type { SyncData, SyncPreview } from '../../contract/sync.ts';
import type { NewSession, SessionStore } from '../../db/sessions.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { NewTimelineEntry, TimelineRow } from '../../db/timeline.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import type { Reader } from '../upstream/read.ts';
import type { SessionReading } from '../upstream/session-reading.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Actor, Answer } from './answer.ts';
import type { Offer } from './commit.ts';
import { firstFacts } from './facts.ts';
import { fold } from './fold.ts';
import type { Known } from './known.ts';
import type { Reachability } from './reachability.ts';
import { planSync, presentPlan, settingsOf, type Patch } from './sync-plan.ts';
import { judge, upstreamTrouble } from './upstream-trouble.ts';

/** How many sessions one statement makes: a few milliseconds' work, after which others have their turn. */
const atOnce = 50;

export interface Sync {
  sync(by: Actor): Promise<Answer<SyncData>>;
  /** What `sync` would change now. */
  previewSync(): Promise<Answer<SyncPreview>>;
}

export function createSync(deps: {
  reader: Reader;
  store: SessionStore;
  known: Known;
  tail: Offer;
  clock: Clock;
  reachability: Reachability;
  addEntries: (entries: readonly NewTimelineEntry[]) => Promise<TimelineRow[]>;
  byAdmin: boolean;
  log: Log;
}): Sync {
  const { reader, store, known, tail, clock, log } = deps;

  async function create(readings: readonly SessionReading[], askedAt: number, by: Actor): Promise<number> {
    const rows = await store.insertAll(readings.map((reading) => newSession(reading, askedAt)));
    const entries = await deps.addEntries(
      rows.map((row) => ({
        sessionId: row.id,
        at: clock.now(),
        type: 'created',
        actor: by.name,
        data: { from: 'sync', phase: row.phase },
      })),
    );
    tail.offer(rows, entries);
    const made = new Set(rows.map(({ id }) => id));
    for (const { id } of readings) if (!made.has(id)) log.warn({ sessionId: id }, leftOutTaken);
    return rows.length;
  }

  async function update(id: string, patch: Patch): Promise<boolean> {
    const changed = await store.changeSettings(id, patch);
    if (changed) tail.offer([changed]);
    return changed !== null;
  }

  /** By its old id the service would be asked in vain for ever. What is stored here of it stays, and whose it is. */
  async function makeAnew(row: SessionRow, patch: Patch, reading: SessionReading, askedAt: number) {
    const { name, ownerId, token, webhook, events, proxyEnabled, proxyUrl, s3, s3AccessKey, s3SecretKey } =
      row;
    const made = await store.replace(row.id, {
      ...newSession(reading, askedAt),
      ...{ name, ownerId, token, webhook, events, proxyEnabled, proxyUrl, s3, s3AccessKey, s3SecretKey },
      ...patch,
    });
    if (!made) return false;
    tail.removed(row.id, made.generation);
    tail.offer([made.row]);
    log.info({ sessionId: made.row.id, before: row.id }, 'a session was made anew at the service');
    return true;
  }

  async function plan() {
    if (!deps.byAdmin) {
      return {
        ok: false,
        status: 409,
        reason: 'admin_token_missing',
        error: 'Without WHATSAPP_ADMIN_TOKEN the service does not tell which sessions it has.',
      } as const;
    }
    const askedAt = clock.now();
    const readings: SessionReading[] = [];
    try {
      const list = await reader.list();
      for await (const batch of list.rows()) readings.push(...batch.map((one) => one.reading));
      deps.reachability.succeeded();
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      // A list that hangs says nothing about the service: some session is dialling.
      if (error.kind !== 'timeout') judge(error, deps.reachability, 'read');
      return { ok: false, ...upstreamTrouble(error) } as const;
    }
    return { ok: true, askedAt, data: planSync(readings, known.all()) } as const;
  }

  return {
    async previewSync() {
      const planned = await plan();
      return planned.ok ? { ok: true, data: presentPlan(planned.data) } : planned;
    },
    async sync(by) {
      const planned = await plan();
      if (!planned.ok) return planned;
      const { total, created, updated, missing, leftOut } = planned.data;
      const counts: SyncData = { created: 0, updated: 0, missing: missing.length, total };
      for (const { reading, why } of leftOut) {
        const sessionId = reading.id;
        if (why === 'no_token')
          log.warn({ sessionId }, 'a session without a token at the service was left out');
        else log.warn({ sessionId }, leftOutTaken);
      }
      for (const { row, patch, reading } of updated) {
        const isSame = reading.id === row.id;
        const done = isSame
          ? await update(row.id, patch)
          : await makeAnew(row, patch, reading, planned.askedAt);
        if (done) counts.updated++;
      }
      for (let from = 0; from < created.length; from += atOnce) {
        counts.created += await create(created.slice(from, from + atOnce), planned.askedAt, by);
      }
      return { ok: true, data: counts };
    },
  };
}

const leftOutTaken = 'a session whose token another one has was left out';

function newSession(reading: SessionReading, askedAt: number): NewSession {
  const empty = firstFacts(askedAt, reading.jid);
  const settings = settingsOf(reading);
  const base = { ...empty, ...settings, id: reading.id, observedAt: askedAt, observedBy: 'sweep' as const };
  const facts = fold(
    base,
    {
      kind: 'look',
      askedAt,
      by: 'sweep',
      connected: reading.connected,
      loggedIn: reading.loggedIn,
      jid: reading.jid,
      qrImage: reading.qrImage,
      events: reading.events,
      previousAt: null,
    },
    askedAt,
  );
  return { ...facts, desired: reading.connected || reading.loggedIn ? 'online' : 'offline' };
}
