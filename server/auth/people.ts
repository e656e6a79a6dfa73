/** The people who call, as their rows stand now. */
import type { Db } from '../../db/database.ts';
import { moveSessionsOf } from '../../db/user-changes.ts';
import { findUsers, saveExternalUser, type UserRow } from '../../db/users.ts';
import type { Role } from '../../contract/words.ts';
import type { Clock } from '../clock.ts';
import { createMemory, type Memory } from './memory.ts';

export interface People extends Pick<Memory<UserRow>, 'forget' | 'revoke' | 'recheck'> {
  /** The person's row, at most 5 s old and not older than the token generation `gen`; null when there is none. */
  current(userId: string, gen?: number): Promise<UserRow | null>;
  /** The row of another application's person, made at first sight. */
  introduce(person: { externalId: string; name: string; role: Role }): Promise<UserRow>;
  onRevoked(listener: (userId: string) => void): () => void;
}

export function createPeople({ db, clock }: { db: Db; clock: Clock }): People {
  const memory = createMemory<UserRow>({
    clock,
    read: async (ids) => new Map((await findUsers(db, ids)).map((row) => [row.id, row])),
    lost: lostRight,
  });
  return {
    current: (userId, gen = 0) => memory.current(userId, (row) => row.gen >= gen),
    async introduce(person) {
      const id = `ext:${person.externalId}`;
      const row = await memory.current(id);
      if (row && row.name === person.name && row.role === person.role) return row;
      const saved = saveExternalUser(db, person);
      void memory.put(id, saved);
      const now = await saved;
      if (row && row.name !== now.name) await moveSessionsOf(db, id);
      return now;
    },
    forget: memory.forget,
    revoke: memory.revoke,
    onRevoked: (listener) => memory.onLost((userId) => listener(userId)),
    recheck: memory.recheck,
  };
}

/** Another application decides the role of its people with each token, so that a changed one takes nothing away. */
const lostRight = (was: UserRow, is: UserRow | null) =>
  !is ||
  (is.disabled && !was.disabled) ||
  is.gen !== was.gen ||
  (is.externalId === null && is.role !== was.role);
