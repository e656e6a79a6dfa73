/** A short memory of rows that are asked for with every call, and word of those that lost a right meanwhile. */
import type { Clock } from '../clock.ts';

/** How long a change made on another node may go unseen. */
const freshMs = 5_000;

export interface Memory<Row> {
  /** At most 5 s old, and read again at once when what is remembered is not `enough`; null when there is none. */
  current(id: string, enough?: (row: Row) => boolean): Promise<Row | null>;
  /** Takes in what was just read or written. */
  put(id: string, row: Promise<Row | null>): Promise<Row | null>;
  /** It changed here: it is read again when it is asked for. */
  forget(id: string): void;
  /** It changed here and lost a right: those who listen hear of it at once. */
  revoke(id: string): void;
  /** `was`: the row that lost it, where it was read again; null after `revoke`. */
  onLost(listener: (id: string, was: Row | null) => void): () => void;
  /** Reads everything remembered again, in one query: finds what other nodes changed. */
  recheck(): Promise<void>;
}

interface Remembered<Row> {
  row: Promise<Row | null>;
  /** What was read last, before this or by it: what a right is lost from. */
  known: Row | null;
  readAt: number;
  usedAt: number;
}

export function createMemory<Row>(deps: {
  clock: Clock;
  read(ids: string[]): Promise<Map<string, Row>>;
  /** Whether the change took something away. */
  lost(was: Row, is: Row | null): boolean;
  /**
   * What was not asked for so long is forgotten. Left out: never, since a socket may live on a credential that it
   * brought once.
   */
  keepMs?: number;
}): Memory<Row> {
  const { clock, keepMs = Infinity } = deps;
  const remembered = new Map<string, Remembered<Row>>();
  const listeners = new Set<(id: string, was: Row | null) => void>();

  const tell = (id: string, was: Row | null) => {
    for (const listener of listeners) listener(id, was);
  };

  function put(id: string, row: Promise<Row | null>, usedAt = clock.now()) {
    const entry: Remembered<Row> = {
      row,
      known: remembered.get(id)?.known ?? null,
      readAt: clock.now(),
      usedAt,
    };
    remembered.set(id, entry);
    const isCurrent = () => remembered.get(id) === entry;
    row.then(
      (found) => {
        const was = entry.known;
        entry.known = found;
        // What does not exist is not remembered: strangers would fill the memory with it.
        if (found === null && isCurrent()) remembered.delete(id);
        if (was !== null && deps.lost(was, found)) tell(id, was);
      },
      () => {
        if (!isCurrent()) return;
        // What could not be read stays as it was, for sockets live on it.
        if (entry.known === null) remembered.delete(id);
        else remembered.set(id, { ...entry, row: Promise.resolve(entry.known), readAt: -Infinity });
      },
    );
    return row;
  }

  const read = (id: string) =>
    put(
      id,
      deps.read([id]).then((rows) => rows.get(id) ?? null),
    );

  return {
    async current(id, enough) {
      const entry = remembered.get(id);
      if (!entry || clock.now() - entry.readAt > freshMs) return read(id);
      entry.usedAt = clock.now();
      const row = await entry.row;
      return row && enough && !enough(row) ? read(id) : row;
    },
    put: (id, row) => put(id, row),
    forget(id) {
      const entry = remembered.get(id);
      // Another entry: a reading that is under way must not put it back.
      if (entry) remembered.set(id, { ...entry, readAt: -Infinity });
    },
    revoke(id) {
      remembered.delete(id);
      tell(id, null);
    },
    onLost(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async recheck() {
      const now = clock.now();
      for (const [id, entry] of remembered) if (now - entry.usedAt > keepMs) remembered.delete(id);
      const asked = [...remembered];
      if (asked.length === 0) return;
      const rows = await deps.read(asked.map(([id]) => id));
      for (const [id, entry] of asked) {
        // What was read or revoked meanwhile is known better than this answer knows.
        if (remembered.get(id) === entry) {
          void put(id, Promise.resolve(rows.get(id) ?? null), entry.usedAt);
        }
      }
    },
  };
}
