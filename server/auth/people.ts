/** The people who call, as their rows stand now: a short memory of them, and word of whoever lost a right. */
import type { Db } from '../../db/database.ts';
import { findUsers, saveExternalUser, type UserRow } from '../../db/users.ts';
import type { Role } from '../../contract/words.ts';
import type { Clock } from '../clock.ts';

/** How long a change made on another node may go unseen. */
const freshMs = 5_000;
/** People who have not called for so long are forgotten. */
const keepMs = 24 * 3_600_000;

export interface People {
  /** The person's row, at most 5 s old and not older than the token generation `gen`; null when there is none. */
  current(userId: string, gen?: number): Promise<UserRow | null>;
  /** The row of another application's person, made at first sight. */
  introduce(person: { externalId: string; name: string; role: Role }): Promise<UserRow>;
  /** Someone's role, password or state changed here: everybody on this node hears of it at once. */
  revoke(userId: string): void;
  onRevoked(listener: (userId: string) => void): () => void;
  /** Reads everybody remembered again, in one query: finds what other nodes changed. */
  recheck(): Promise<void>;
}

interface Remembered {
  row: Promise<UserRow | null>;
  readAt: number;
  usedAt: number;
}

export function createPeople({ db, clock }: { db: Db; clock: Clock }): People {
  const remembered = new Map<string, Remembered>();
  const listeners = new Set<(userId: string) => void>();

  const tell = (userId: string) => {
    for (const listener of listeners) listener(userId);
  };

  function remember(userId: string, row: Promise<UserRow | null>, usedAt = clock.now()) {
    const before = remembered.get(userId);
    const entry: Remembered = { row, readAt: clock.now(), usedAt };
    remembered.set(userId, entry);
    row.catch(() => {
      if (remembered.get(userId) === entry) remembered.delete(userId);
    });
    if (before) void compare(userId, before.row, row);
    return row;
  }

  const read = (userId: string) =>
    remember(
      userId,
      findUsers(db, [userId]).then(([row]) => row ?? null),
    );

  async function compare(userId: string, before: Promise<UserRow | null>, after: Promise<UserRow | null>) {
    const [was, is] = await Promise.allSettled([before, after]);
    if (was.status === 'rejected' || is.status === 'rejected' || !was.value) return;
    if (lostRight(was.value, is.value)) tell(userId);
  }

  return {
    async current(userId, gen = 0) {
      const entry = remembered.get(userId);
      if (!entry || clock.now() - entry.readAt > freshMs) return read(userId);
      entry.usedAt = clock.now();
      const row = await entry.row;
      return row && row.gen < gen ? read(userId) : row;
    },
    async introduce(person) {
      const id = `ext:${person.externalId}`;
      const row = await this.current(id);
      if (row && row.name === person.name && row.role === person.role) return row;
      const saved = saveExternalUser(db, person);
      void remember(id, saved);
      return saved;
    },
    revoke(userId) {
      remembered.delete(userId);
      tell(userId);
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async recheck() {
      const now = clock.now();
      for (const [id, entry] of remembered) if (now - entry.usedAt > keepMs) remembered.delete(id);
      const asked = [...remembered];
      const found = await findUsers(
        db,
        asked.map(([id]) => id),
      );
      const rows = new Map(found.map((row) => [row.id, row]));
      for (const [id, entry] of asked) {
        // Whoever was read or revoked meanwhile is known better than this answer knows.
        if (remembered.get(id) === entry)
          void remember(id, Promise.resolve(rows.get(id) ?? null), entry.usedAt);
      }
    },
  };
}

/** Another application decides the role of its people with each token, so that a changed one takes nothing away. */
const lostRight = (was: UserRow, is: UserRow | null) =>
  !is ||
  (is.disabled && !was.disabled) ||
  is.gen !== was.gen ||
  (is.externalId === null && is.role !== was.role);
