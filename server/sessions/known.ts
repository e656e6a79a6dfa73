/** The committed states in memory, and the overlays that change without a version: freshness, the service. */
import type { ObservedBy, SessionRow } from '../../db/session-row.ts';

export interface Seen {
  at: number;
  by: ObservedBy;
}

export interface UpstreamView {
  status: 'reachable' | 'unreachable';
  since: number;
  /** The last complete sweep: until then everything was last seen. Null: there was none yet. */
  observedAt: number | null;
}

export interface Known {
  get(id: string): SessionRow | undefined;
  all(): Iterable<SessionRow>;
  size(): number;
  /** Those that the gateway means to bring back, now or later. */
  planned(): Iterable<SessionRow>;
  /** Takes a committed row if it is newer than the one here; says what it replaced, or null if it is not newer. */
  apply(row: SessionRow): { before: SessionRow | null; row: SessionRow } | null;
  /** Forgets a session that was deleted; false if a newer one with that id is here. */
  remove(id: string, generation: number): boolean;
  /** Confirms a session as of the time it was asked; older confirmations do not count. */
  saw(id: string, at: number, by: ObservedBy): void;
  seen(id: string): Seen | undefined;
  /** When it was last confirmed logged in; null: not since this node started. */
  upAt(id: string): number | null;
  upstream: UpstreamView;
  /** Sessions of the service that are not ours, online or healing, as the last sweep of this node saw. */
  strangers: { at: number; up: number } | null;
}

export const newer = (
  a: { generation: number; version: number },
  b: { generation: number; version: number } | undefined,
) => !b || a.generation > b.generation || (a.generation === b.generation && a.version > b.version);

export function createKnown(now: number): Known {
  const rows = new Map<string, SessionRow>();
  const seen = new Map<string, Seen>();
  const upAt = new Map<string, number>();
  const planned = new Map<string, SessionRow>();
  return {
    upstream: { status: 'reachable', since: now, observedAt: null },
    strangers: null,
    get: (id) => rows.get(id),
    all: () => rows.values(),
    size: () => rows.size,
    planned: () => planned.values(),
    apply(row) {
      const before = rows.get(row.id);
      if (!newer(row, before)) return null;
      rows.set(row.id, row);
      if ((row.recovery?.nextAttemptAt ?? null) === null) planned.delete(row.id);
      else planned.set(row.id, row);
      this.saw(row.id, row.observedAt, row.observedBy);
      return { before: before ?? null, row };
    },
    remove(id, generation) {
      const row = rows.get(id);
      if (!row || row.generation > generation) return false;
      rows.delete(id);
      seen.delete(id);
      upAt.delete(id);
      planned.delete(id);
      return true;
    },
    saw(id, at, by) {
      const last = seen.get(id);
      if (last && at <= last.at) return;
      // In place: a sweep confirms thousands, and each new object would be one to collect.
      if (last) Object.assign(last, { at, by });
      else seen.set(id, { at, by });
      if (rows.get(id)?.loggedIn) upAt.set(id, at);
    },
    seen: (id) => seen.get(id),
    upAt: (id) => upAt.get(id) ?? null,
  };
}
