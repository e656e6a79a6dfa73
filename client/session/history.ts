/** What happened to one session: read in pages, newest first, and heard live in between. */
import type { TimelineEntry } from '../../contract/socket.ts';
import type { TimelinePage } from '../api/port.ts';

export interface HistoryNow {
  entries: readonly TimelineEntry[];
  /** Where older ones begin; null: there are none, or this server keeps none. */
  more: string | null;
  /** Of the newest end; `failed` with entries: what came after them was not read. */
  status: 'loading' | 'ready' | 'failed';
  older: 'idle' | 'loading' | 'failed';
  /** Why the last read that failed did. */
  error: unknown;
}

export interface History {
  now(): HistoryNow;
  follow(listener: () => void): () => void;
  /** An entry came live. */
  heard(entry: TimelineEntry): void;
  /** From now on nothing is heard, until it is read again. */
  lost(): void;
  /** Reads what was missed, down to what is known. */
  renew(): Promise<void>;
  readOlder(): Promise<void>;
}

/** A gap that is longer than this many pages is not closed: what is older than it is read anew when asked for. */
const mostPages = 6;

type Read = (before?: string) => Promise<TimelinePage | null>;

export function createHistory(read: Read): History {
  let now: HistoryNow = { entries: [], more: null, status: 'loading', older: 'idle', error: null };
  /** What is whole down to `more`. What was heard since the last loss does not count: before it may be a gap. */
  let whole = new Set<string>();
  let gap = true;
  /** Of two reads at once the later one is right. */
  let reads = 0;
  const listeners = new Set<() => void>();
  const set = (next: Partial<HistoryNow>) => {
    now = { ...now, ...next };
    for (const listener of listeners) listener();
  };

  async function missed(): Promise<{ events: TimelineEntry[]; more: string | null; joins: boolean }> {
    const events: TimelineEntry[] = [];
    let more: string | null = null;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await read(more ?? undefined);
      events.push(...(page?.events ?? []));
      more = page?.nextCursor ?? null;
      if (events.some(({ id }) => whole.has(id))) return { events, more, joins: true };
      if (more === null || whole.size === 0) break;
    }
    return { events, more, joins: false };
  }

  return {
    now: () => now,
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard(entry) {
      if (!gap) whole.add(entry.id);
      set({ entries: [entry, ...now.entries] });
    },
    lost: () => void (gap = true),
    async renew() {
      reads += 1;
      const mine = reads;
      if (now.status === 'failed') set({ status: 'loading' });
      const before = now.entries;
      try {
        const { events, more, joins } = await missed();
        if (mine !== reads) return;
        const meanwhile = now.entries.filter((entry) => !before.includes(entry));
        const entries = joins ? [...events, ...now.entries] : [...meanwhile, ...events];
        gap = false;
        whole = new Set(entries.map(({ id }) => id));
        set({ entries, more: joins ? now.more : more, status: 'ready', older: 'idle' });
      } catch (error) {
        if (mine === reads) set({ status: 'failed', error });
      }
    },
    async readOlder() {
      const { more } = now;
      if (more === null || now.older === 'loading') return;
      set({ older: 'loading' });
      try {
        const page = await read(more);
        // A gap that was not closed threw away what this would follow.
        if (now.more !== more) return;
        for (const { id } of page?.events ?? []) whole.add(id);
        set({
          entries: [...now.entries, ...(page?.events ?? [])],
          more: page?.nextCursor ?? null,
          older: 'idle',
        });
      } catch (error) {
        if (now.more === more) set({ older: 'failed', error });
      }
    },
  };
}
