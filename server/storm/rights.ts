/** What each person of the storm may see, and might have seen a moment ago. */
import type { Role } from '../../contract/words.ts';

/** A right that was taken just now may still be used by what was on its way. */
const onTheWayMs = 3_000;

interface Past<T> {
  now: T;
  /** What it was, and until when. */
  before: { value: T; until: number }[];
}

export interface Rights {
  /** The new one counts from now on; the one before it until a moment after the returned function is called. */
  setRole(person: string, role: Role): () => void;
  setOwner(session: string, person: string | null): () => void;
  role(person: string): Role;
  /** Grows when a role is being changed and when it was: whoever signed in between may hold what has ended. */
  changes(person: string): number;
  maySee(person: string, session: string): boolean;
  mightSee(person: string, session: string): boolean;
  mightSeeCodes(person: string, session: string): boolean;
}

function remember<T>(all: Map<string, Past<T>>, key: string, value: T): () => void {
  const past = all.get(key);
  const last = past && { value: past.now, until: Infinity };
  all.set(key, { now: value, before: last ? [...past.before, last] : [] });
  return () => {
    if (last) last.until = performance.now();
  };
}

const lately = <T>(past: Past<T> | undefined): T[] =>
  past
    ? [
        past.now,
        ...past.before.filter(({ until }) => performance.now() - until < onTheWayMs).map((b) => b.value),
      ]
    : [];

export function createRights(): Rights {
  const roles = new Map<string, Past<Role>>();
  const owners = new Map<string, Past<string | null>>();
  const changes = new Map<string, number>();
  const changed = (person: string) => void changes.set(person, (changes.get(person) ?? 0) + 1);
  const sees = (role: Role, person: string, owner: string | null) => role !== 'operator' || owner === person;
  return {
    setRole(person, role) {
      const settled = remember(roles, person, role);
      changed(person);
      return () => {
        settled();
        changed(person);
      };
    },
    changes: (person) => changes.get(person) ?? 0,
    setOwner: (session, person) => remember(owners, session, person),
    role: (person) => roles.get(person)?.now ?? 'viewer',
    maySee: (person, session) =>
      sees(roles.get(person)?.now ?? 'operator', person, owners.get(session)?.now ?? null),
    mightSee: (person, session) =>
      lately(roles.get(person)).some((role) =>
        lately(owners.get(session)).some((owner) => sees(role, person, owner)),
      ),
    mightSeeCodes: (person, session) =>
      lately(roles.get(person)).some(
        (role) => role !== 'viewer' && lately(owners.get(session)).some((owner) => sees(role, person, owner)),
      ),
  };
}
