/**
 * The sockets of this node. A reader that lags leaves its rooms, so that the others' messages stay encoded once,
 * and costs a set of ids; when it drains it gets the newest of each and sits down again.
 */
import { snapshotPage } from '../../contract/socket.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { maySee } from '../auth/identity.ts';
import type { Known } from '../sessions/known.ts';
import type { Changes } from './changed.ts';
import type { Publisher } from './publish.ts';
import { follows, leaveRooms, place, placeEverywhere, shownTo, type Reader } from './reader.ts';

/** A reader is served on while less than this waits for it, or half of what counts as lag. */
const mostResumeBytes = 64 * 1024;

export interface Readers {
  add(reader: Reader): void;
  delete(reader: Reader): void;
  size(): number;
  all(): Iterable<Reader>;
  /** A session moved on: rights that hang on its owner first, then whoever lags takes a note. */
  moved(before: SessionRow | null, row: SessionRow, changes: Changes): void;
  removed(session: { id: string; generation: number; ownerId: string | null }): void;
  /** The service's status changed, or a sweep is complete. */
  upstream(): void;
  /** More waits for it than a reader that keeps up has. */
  trip(reader: Reader): void;
  /** Takes those that tripped out of their rooms; after each message to rooms. */
  settle(): void;
  /** Sends what a reader still has to get, as far as it drains. */
  serve(reader: Reader): void;
  /** Cuts who made no progress for `cutMs`; called about once a second. */
  cutStuck(now: number): Reader[];
}

export function createReaders(deps: {
  known: Known;
  publisher: Publisher;
  lagBytes: number;
  cutMs: number;
}): Readers {
  const { known, publisher } = deps;
  const resumeBytes = Math.min(mostResumeBytes, deps.lagBytes / 2);
  const readers = new Set<Reader>();
  const lagging = new Set<Reader>();
  const tripped = new Set<Reader>();
  const progress = new Map<Reader, { mark: string; since: number }>();
  let status = known.upstream.status;

  function sendPage(reader: Reader): void {
    const [part] = reader.pages;
    if (!part) return;
    const ids = part.ids.splice(0, snapshotPage);
    if (part.ids.length === 0) reader.pages.shift();
    const states = ids.flatMap((id) => {
      const row = known.get(id);
      if (!row || !maySee(reader.who, row)) return [];
      return [publisher.present(row, shownTo(reader, row))];
    });
    reader.backlog.allow(() => publisher.pageTo(reader.socket, states, part.ids.length > 0));
  }

  /** Whoever has a link knows one session and nothing of the service: its state says anew whether that answers. */
  function tellLink(reader: Reader): void {
    for (const id of reader.ids) {
      const row = known.get(id);
      if (!row || !follows(reader, row)) continue;
      if (reader.behind) reader.behind.changed.set(id, reader.behind.changed.get(id) ?? 0);
      else publisher.stateTo(reader.socket, row, 0, shownTo(reader, row));
    }
  }

  /** One of the things that it missed, in the fidelity it has a right to now. */
  function sendMissed(reader: Reader, behind: NonNullable<Reader['behind']>): void {
    for (const [id, generation] of behind.removed) {
      behind.removed.delete(id);
      return publisher.removedTo(reader.socket, { id, generation });
    }
    for (const [id, changes] of behind.changed) {
      behind.changed.delete(id);
      const row = known.get(id);
      if (!row || !follows(reader, row)) return;
      return publisher.stateTo(reader.socket, row, changes, shownTo(reader, row));
    }
    reader.behind = null;
    lagging.delete(reader);
    placeEverywhere(reader, known);
    if (reader.who.kind !== 'link') publisher.upstreamTo(reader.socket);
  }

  function serve(reader: Reader): void {
    while (
      readers.has(reader) &&
      (reader.behind || reader.pages.length > 0) &&
      reader.backlog.waiting() < resumeBytes
    ) {
      if (reader.pages.length > 0) sendPage(reader);
      else if (reader.behind) sendMissed(reader, reader.behind);
    }
  }

  return {
    add: (reader) => void readers.add(reader),
    delete(reader) {
      for (const set of [readers, lagging, tripped]) set.delete(reader);
      progress.delete(reader);
      reader.pages = [];
    },
    size: () => readers.size,
    all: () => readers,
    moved(before, row, changes) {
      if (!before || before.ownerId !== row.ownerId) {
        for (const reader of readers) {
          if (reader.ids.has(row.id)) place(reader, row);
          const lost = before && follows(reader, before) && !follows(reader, row);
          if (!lost) continue;
          if (reader.behind) reader.behind.removed.set(row.id, row.generation);
          else publisher.removedTo(reader.socket, { id: row.id, generation: row.generation });
        }
      }
      for (const reader of lagging) {
        if (!reader.behind || !follows(reader, row)) continue;
        reader.behind.changed.set(row.id, (reader.behind.changed.get(row.id) ?? 0) | changes);
      }
    },
    removed(session) {
      for (const reader of lagging) {
        if (!reader.behind || !follows(reader, session)) continue;
        reader.behind.changed.delete(session.id);
        reader.behind.removed.set(session.id, session.generation);
      }
    },
    upstream() {
      publisher.upstream();
      if (known.upstream.status === status) return;
      status = known.upstream.status;
      for (const reader of readers) if (reader.who.kind === 'link') tellLink(reader);
    },
    trip: (reader) => void (reader.behind ?? tripped.add(reader)),
    settle() {
      for (const reader of tripped) {
        leaveRooms(reader);
        reader.behind = { changed: new Map(), removed: new Map() };
        lagging.add(reader);
        // It may have drained since it tripped: then no event comes that would serve it.
        serve(reader);
      }
      tripped.clear();
    },
    serve,
    cutStuck(now) {
      const cut: Reader[] = [];
      for (const reader of readers) {
        if (!reader.behind && reader.pages.length === 0) {
          progress.delete(reader);
          continue;
        }
        const mark = reader.backlog.progress();
        const last = progress.get(reader);
        if (last?.mark !== mark) progress.set(reader, { mark, since: now });
        else if (now - last.since >= deps.cutMs) cut.push(reader);
      }
      for (const reader of cut) reader.backlog.cut();
      return cut;
    },
  };
}
