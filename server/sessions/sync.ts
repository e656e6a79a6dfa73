/** Takes over the sessions that exist at the service; idempotent, and never an overwritten secret. */
import { isDeepStrictEqual } from 'node:util';
import type { SyncData } from '../../contract/rest.ts';
import type { NewSession, SessionStore } from '../../db/sessions.ts';
import type { SessionSettings } from '../../db/session-row.ts';
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
import { ownEvents } from './subscriptions.ts';
import { judge, upstreamTrouble } from './upstream-trouble.ts';

export type Sync = (by: Actor) => Promise<Answer<SyncData>>;

export function createSync(deps: {
  reader: Reader;
  store: SessionStore;
  known: Known;
  tail: Offer;
  clock: Clock;
  reachability: Reachability;
  addEntry: (entry: NewTimelineEntry) => Promise<TimelineRow>;
  byAdmin: boolean;
  log: Log;
}): Sync {
  const { reader, store, known, tail, clock, log } = deps;

  async function create(reading: SessionReading, askedAt: number, by: Actor): Promise<boolean> {
    const row = await store.insert(newSession(reading, askedAt));
    if (!row) return false;
    const entry = await deps.addEntry({
      sessionId: row.id,
      at: clock.now(),
      type: 'created',
      actor: by.name,
      data: { from: 'sync', phase: row.phase },
    });
    tail.offer([row], [entry]);
    return true;
  }

  async function update(id: string, reading: SessionReading): Promise<boolean> {
    const row = known.get(id);
    if (!row) return false;
    const patch = differences(reading, row);
    if (Object.keys(patch).length === 0) return false;
    const changed = await store.changeSettings(id, patch);
    if (changed) tail.offer([changed]);
    return changed !== null;
  }

  return async (by) => {
    if (!deps.byAdmin) {
      return {
        ok: false,
        status: 409,
        reason: 'admin_token_missing',
        error: 'Without WHATSAPP_ADMIN_TOKEN the service does not tell which sessions it has.',
      };
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
      return { ok: false, ...upstreamTrouble(error) };
    }
    const byToken = new Map([...known.all()].map((row) => [row.token, row.id]));
    const counts: SyncData = { created: 0, updated: 0, missing: 0, total: readings.length };
    const there = new Set<string>();
    for (const reading of readings) {
      const id = known.get(reading.id) ? reading.id : byToken.get(reading.token);
      if (id !== undefined) {
        there.add(id);
        if (await update(id, reading)) counts.updated++;
      } else if (reading.token === '') {
        // An empty token answers for whoever sends none: no session to take over.
        log.warn({ sessionId: reading.id }, 'a session without a token at the service was left out');
      } else if (await create(reading, askedAt, by)) {
        there.add(reading.id);
        counts.created++;
      } else log.warn({ sessionId: reading.id }, 'a session whose token another one has was left out');
    }
    for (const row of known.all()) if (!there.has(row.id)) counts.missing++;
    return { ok: true, data: counts };
  };
}

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

function settingsOf(reading: SessionReading): Omit<SessionSettings, 'ownerName'> {
  return {
    name: reading.name,
    ownerId: null,
    token: reading.token,
    webhook: reading.webhook,
    events: ownEvents(reading.events),
    proxyEnabled: reading.proxyEnabled,
    proxyUrl: reading.proxyUrl,
    s3: reading.s3,
    s3AccessKey: '',
    s3SecretKey: '',
  };
}

/** What the service has differently. Events are the admin's wish here, and secrets it masks stay as stored. */
function differences(
  reading: SessionReading,
  row: SessionSettings,
): Partial<Omit<SessionSettings, 'ownerName'>> {
  const { name, token, webhook, proxyEnabled, proxyUrl, s3 } = settingsOf(reading);
  const candidates = { name, token, webhook, proxyEnabled, proxyUrl };
  const patch: Partial<Omit<SessionSettings, 'ownerName'>> = {};
  for (const [key, value] of Object.entries(candidates) as [keyof typeof candidates, never][]) {
    const masked = typeof value === 'string' && String(value).includes('***');
    if (!masked && value !== row[key] && !(key === 'token' && (value as string) === '')) patch[key] = value;
  }
  if (!isDeepStrictEqual(s3, row.s3)) patch.s3 = s3;
  return patch;
}
