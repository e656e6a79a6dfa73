/** What one client of the storm was told, held against what it may be told. */
import type { SessionState } from '../../contract/session.ts';
import type { Rights } from './rights.ts';

export interface Listener {
  person: string;
  /** The newest of each session. */
  shown: Map<string, SessionState>;
  /** Asked for by id and not granted: not subscribed to, until it asks again. */
  denied: Set<string>;
  /** What should not have happened, in words. */
  wrongs: string[];
  /** @param byId whether codes may be in it, as far as this client asked */
  state(state: SessionState, byId: boolean): void;
  removed(id: string): void;
  /** Everything as text, for secrets to be looked for. */
  heard(payload: unknown): void;
  text(): string;
}

/** @param codes false for a key without the scope for them */
export function createListener(person: string, rights: Rights, codes: boolean): Listener {
  const shown = new Map<string, SessionState>();
  const highest = new Map<string, [number, number]>();
  const wrongs: string[] = [];
  let text = '';
  return {
    person,
    shown,
    denied: new Set(),
    wrongs,
    state(state, byId) {
      const { id, generation, version } = state;
      const [g, v] = highest.get(id) ?? [0, 0];
      if (generation < g || (generation === g && version < v))
        wrongs.push(`${id} went back from ${v} to ${version}`);
      highest.set(id, [generation, version]);
      if (!rights.mightSee(person, id)) wrongs.push(`${person} was shown ${id} of somebody else`);
      const image = state.qr?.image !== undefined || state.pairingCode?.code !== undefined;
      if (image && (!codes || !rights.mightSeeCodes(person, id)))
        wrongs.push(`${person} was shown a code of ${id}`);
      if (image && !byId) wrongs.push(`${person} got a code of ${id} in a list`);
      shown.set(id, state);
    },
    removed: (id) => void shown.delete(id),
    heard(payload) {
      text += JSON.stringify(payload);
    },
    text: () => text,
  };
}
