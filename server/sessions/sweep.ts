/** One request covers every session: compared before it is parsed, folded in slices, committed in one statement. */
import { setImmediate as breath } from 'node:timers/promises';
import type { SessionRow } from '../../db/session-row.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../upstream/read.ts';
import type { SessionReading } from '../upstream/session-reading.ts';
import type { Committer } from './commit.ts';
import type { Hearsay } from './hearsay.ts';
import type { Known } from './known.ts';
import { blindMs, facing, isFalling } from './look.ts';
import type { Observation } from './observation.ts';
import type { Reachability } from './reachability.ts';
import type { Restarts } from './restarts.ts';

export interface Sweeper {
  /** Throws UpstreamError; `timeout` means that some session hangs in its dial, or the service does. */
  sweep(signal?: AbortSignal): Promise<void>;
}

export function createSweeper(deps: {
  reader: Pick<Reader, 'list'>;
  known: Known;
  committer: Committer;
  clock: Clock;
  reachability: Reachability;
  restarts: Pick<Restarts, 'explains'>;
  lease: () => { name: string; epoch: number } | null;
  hearsay: Hearsay;
}): Sweeper {
  const { reader, known, committer, clock, reachability, restarts } = deps;
  /** What was folded last, and into which version: both the same again, nothing to do. */
  let folded = new Map<string, Folded>();

  return {
    async sweep(signal) {
      const before = new Map<string, SessionRow>();
      for (const row of known.all()) before.set(row.id, row);
      const askedAt = clock.now();
      // That of the question: one that lapsed while the answer was waited for must not become "no condition".
      const lease = deps.lease();
      if (!lease) return;
      const list = await reader.list(signal);
      reachability.succeeded();
      const looks: { row: SessionRow; observation: Observation }[] = [];
      const now = new Map<string, Folded>();
      const readings = new Map<string, Folded>();
      const missing = new Set(before.keys());
      const asBefore: string[] = [];
      let strangersUp = 0;

      for await (const batch of list.rows()) {
        for (const { reading } of batch) {
          missing.delete(reading.id);
          const row = before.get(reading.id);
          if (!row) {
            if (reading.loggedIn) strangersUp++;
            continue;
          }
          if (!current(row, askedAt)) continue;
          const last = folded.get(row.id);
          if (last?.reading === reading && last.version === row.version && settled(row)) {
            now.set(row.id, last);
            asBefore.push(row.id);
            continue;
          }
          readings.set(row.id, { reading, version: row.version });
          looks.push({ row, observation: lookFrom(reading, row, askedAt) });
        }
      }
      known.strangers = { at: askedAt, up: strangersUp };
      for (const id of missing) {
        const row = before.get(id)!;
        if (row.createdAt < askedAt && current(row, askedAt))
          looks.push({ row, observation: { kind: 'lost', askedAt } });
      }
      const confirmed = await committer.observeMany(looks, lease);
      // Only now: what could not be committed must look new to the next sweep.
      for (const id of confirmed) if (readings.has(id)) now.set(id, readings.get(id)!);
      folded = now;
      let seen = 0;
      for (const ids of [asBefore, confirmed]) {
        for (const id of ids) {
          if (!missing.has(id) && known.get(id)) known.saw(id, askedAt, 'sweep');
          if (++seen % slice === 0) await breath();
        }
      }
      reachability.swept(askedAt);
    },
  };

  /** Nothing moved the row since the question, and no newer question was answered. */
  function current(row: SessionRow, askedAt: number): boolean {
    return known.get(row.id)?.version === row.version && (known.seen(row.id)?.at ?? 0) <= askedAt;
  }

  function lookFrom(reading: SessionReading, row: SessionRow, askedAt: number): Observation {
    const previousAt = known.seen(row.id)?.at ?? null;
    const lastSeenAt = previousAt ?? row.observedAt;
    // What one look found out of a restart explains all that fell with it, before time alone decides.
    const serviceWasAway =
      askedAt - lastSeenAt > blindMs ||
      reachability.wasAwaySince(lastSeenAt) ||
      (isFalling(row) && restarts.explains(row));
    const heard = deps.hearsay.lately(row.id);
    return { kind: 'look', askedAt, by: 'sweep', ...facing(reading, row), previousAt, serviceWasAway, heard };
  }
}

/** The very object that the list hands out for a row while its bytes stay as they are, whoever reads lists. */
interface Folded {
  reading: Readonly<SessionReading>;
  version: number;
}

/** So many rows at once keep the event loop for a millisecond or two. */
const slice = 1_000;

/** Rows in motion are folded at each sweep: for them the same answer, later, says more. */
const settled = (row: SessionRow) =>
  row.phase === 'online' ||
  row.phase === 'offline' ||
  row.phase === 'logged-out' ||
  row.phase === 'needs-attention';
