/** A look at one session: ask the service, fold the answer, commit. Callers of the same moment share one. */
import type { Reason } from '../../contract/words.ts';
import type { Facts, ObservedBy, SessionRow } from '../../db/session-row.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../upstream/read.ts';
import type { SessionReading } from '../upstream/session-reading.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Committer } from './commit.ts';
import { heardOf, type Hearsay } from './hearsay.ts';
import type { Known } from './known.ts';
import type { Look } from './observation.ts';
import type { Reachability } from './reachability.ts';
import type { Restarts } from './restarts.ts';
import { isNoLogin, judge, upstreamTrouble } from './upstream-trouble.ts';

export type LookAnswer =
  | { ok: true; row: SessionRow }
  | { ok: false; status: number; reason: Reason; error: string; retryAfterS?: number };

export interface Looker {
  /** Looks now; throws UpstreamError. Null: the session is gone here. */
  look(id: string, by: ObservedBy): Promise<SessionRow | null>;
  /** A look that is asked after this moment: one that is under way already may be of the past. */
  lookAnew(id: string, by: ObservedBy): Promise<SessionRow | null>;
  /** The committed state if it was observed less than `maxAgeMs` ago, else after a look that all callers share. */
  fresh(id: string, maxAgeMs: number): Promise<LookAnswer>;
}

const mostTries = 4;
/** A screen waits for it, and half a second later there is news: an answer that hangs is not waited for. */
const soonMs = 3_000;
/** Not looked at for longer than this, nobody knows what the service went through. */
export const blindMs = 150_000;
/** A service that has just begun says nothing on /health while it dials: so long /qr alone would tell too much. */
const silentMs = 5_000;

export function createLooker(deps: {
  reader: Reader;
  known: Known;
  committer: Committer;
  clock: Clock;
  reachability: Reachability;
  restarts: Restarts;
  /** With an admin token single sessions are asked by id, which never touches the map that crashes. */
  byAdmin: boolean;
  hearsay: Hearsay;
  onLook?: (outcome: 'ok' | 'lost' | 'failed') => void;
}): Looker {
  const { reader, known, committer, clock, reachability, restarts } = deps;
  const running = new Map<string, Promise<SessionRow | null>>();

  async function read(row: SessionRow): Promise<SessionReading | null> {
    try {
      const patience = row.phase === 'pairing' || row.phase === 'connecting' ? { timeoutMs: soonMs } : {};
      const reading = deps.byAdmin
        ? await reader.one(row.id, patience)
        : await reader.status(row.token, patience);
      reachability.succeeded();
      deps.onLook?.(reading ? 'ok' : 'lost');
      return reading;
    } catch (error) {
      deps.onLook?.('failed');
      if (!(error instanceof UpstreamError)) throw error;
      judge(error, reachability, 'read');
      // Asked by its own token: a token that is not accepted is a session that the service does not have.
      if (!deps.byAdmin && isNoLogin(error)) return null;
      throw error;
    }
  }

  /** A fall to false/false is explained by what /qr says; asked only then. */
  async function explain(row: SessionRow, reading: SessionReading): Promise<string | undefined> {
    const down = !reading.connected && !reading.loggedIn;
    if (!down || !isFalling(row)) return undefined;
    try {
      const answer = await reader.qr(row.token);
      return 'says' in answer ? answer.says : undefined;
    } catch (error) {
      // Without it the fall is judged by time.
      if (error instanceof UpstreamError) return undefined;
      throw error;
    }
  }

  async function lookOnce(id: string, by: ObservedBy): Promise<SessionRow | null | 'again'> {
    const row = known.get(id);
    if (!row) return null;
    const derivedFrom = { generation: row.generation, version: row.version };
    const previousAt = known.seen(id)?.at ?? null;
    const askedAt = clock.now();
    const reading = await read(row);
    const said = reading ? await explain(row, reading) : undefined;
    const heard = deps.hearsay.lately(id);
    const forgotten = said === 'no session';
    const told = !forgotten || (await restarts.ask()) || heardOf(heard, 'LoggedOut') !== undefined;
    const early = row.fallenSince !== null && askedAt - row.fallenSince < silentMs;
    const qrSays = told || !early ? said : undefined;
    // A newer question has been answered meanwhile: this answer is of the past.
    if ((known.seen(id)?.at ?? 0) > askedAt) return known.get(id) ?? null;
    const lastSeenAt = previousAt ?? row.observedAt;
    const serviceWasAway =
      askedAt - lastSeenAt > blindMs ||
      reachability.wasAwaySince(lastSeenAt) ||
      (forgotten && restarts.explains(row));
    const observation = reading
      ? ({
          kind: 'look',
          askedAt,
          by,
          ...facing(reading, row),
          previousAt,
          qrSays,
          serviceWasAway,
          heard,
        } satisfies Look)
      : ({ kind: 'lost', askedAt } as const);
    const outcome = await committer.observe(id, observation, { derivedFrom });
    if (outcome.kind === 'superseded') return 'again';
    if (outcome.kind === 'gone') return null;
    known.saw(id, askedAt, by);
    return outcome.row;
  }

  async function lookUntilCurrent(id: string, by: ObservedBy): Promise<SessionRow | null> {
    for (let tries = 0; tries < mostTries; tries++) {
      const row = await lookOnce(id, by);
      if (row !== 'again') return row;
    }
    return known.get(id) ?? null;
  }

  const looker: Looker = {
    look(id, by) {
      const shared = running.get(id);
      if (shared) return shared;
      const mine = lookUntilCurrent(id, by).finally(() => running.delete(id));
      running.set(id, mine);
      return mine;
    },
    async lookAnew(id, by) {
      await running.get(id)?.catch(() => undefined);
      return looker.look(id, by);
    },
    async fresh(id, maxAgeMs) {
      const row = known.get(id);
      const seenAt = Math.max(known.seen(id)?.at ?? 0, known.upstream.observedAt ?? 0);
      if (row && known.upstream.status === 'reachable' && clock.now() - seenAt < maxAgeMs)
        return { ok: true, row };
      try {
        const looked = await looker.look(id, 'status');
        if (looked) return { ok: true, row: looked };
        return { ok: false, status: 404, reason: 'session_not_found', error: 'Session not found' };
      } catch (error) {
        if (error instanceof UpstreamError) return { ok: false, ...upstreamTrouble(error) };
        throw error;
      }
    },
  };
  return looker;
}

/** What a reading says to the fold; answers of old builds lack all but the two truths. */
export function facing(reading: SessionReading, row: SessionRow) {
  return {
    connected: reading.connected,
    loggedIn: reading.loggedIn,
    jid: reading.partial ? (row.jid ?? '') : reading.jid,
    qrImage: reading.qrImage,
    events: reading.partial ? (row.eventsUp ?? '') : reading.events,
  };
}

/** Seen down once already, and not decided yet what that means. */
export const isFalling = (facts: Facts) =>
  facts.fallenSince !== null || (facts.pairing?.downSince ?? null) !== null;
