/** Which sessions a list shows, in what order, and what would move if it were sorted now. Pure. */
import type { SessionState } from '../../contract/session.ts';
import type { Phase } from '../../contract/words.ts';
import { digitsOf } from '../phase/number.ts';
import { phases, rankOf } from '../phase/phases.ts';
import { compareNames, createNameOrder } from './name-order.ts';

export const sorts = ['needs', 'name', 'owner', 'changed'] as const;
export type Sort = (typeof sorts)[number];

export interface Filter {
  phase: Phase | null;
  owner: string | null;
  q: string;
  sort: Sort;
}

/** Phases that wait for a person. */
export const needsYou = (state: Pick<SessionState, 'phase'>): boolean =>
  state.phase === 'needs-attention' || state.phase === 'logged-out' || state.phase === 'pairing';

const inNameOrder = createNameOrder();

/** Stable, as all of these: what is equal stays in the order of names. There are few phases: no comparing is needed. */
function byPhase(sessions: readonly SessionState[]): SessionState[] {
  const ranked = phases.map((): SessionState[] => []);
  for (const each of sessions) ranked[rankOf(each.phase)]!.push(each);
  const first: SessionState[] = [];
  return first.concat(...ranked);
}

// What nobody owns comes last.
const byOwner = (a: SessionState, b: SessionState) =>
  Number(a.ownerName === null) - Number(b.ownerName === null) ||
  (a.ownerName === b.ownerName ? 0 : compareNames(a.ownerName ?? '', b.ownerName ?? ''));
const byChange = (a: SessionState, b: SessionState) =>
  a.phaseSince === b.phaseSince ? 0 : a.phaseSince > b.phaseSince ? -1 : 1;

const inOrder: Record<Sort, (named: SessionState[]) => SessionState[]> = {
  needs: byPhase,
  name: (named) => named,
  owner: (named) => named.sort(byOwner),
  changed: (named) => named.sort(byChange),
};

interface Searched {
  words: string;
  digits: string;
}
/** What a search looks through, made once for each state: thousands are asked with every letter. */
const searched = new WeakMap<SessionState, Searched>();
function searchedOf(state: SessionState): Searched {
  const kept = searched.get(state);
  if (kept) return kept;
  const made = {
    words: `${state.name} ${state.ownerName ?? ''} ${state.id}`.toLowerCase(),
    digits: digitsOf(state.jid ?? state.lastJid ?? ''),
  };
  searched.set(state, made);
  return made;
}

function asked(q: string): Searched {
  const words = q.trim().toLowerCase();
  const digits = words.replace(/[\s+()-]/g, '').replace(/^0+/, '');
  return { words, digits: /^\d{2,}$/.test(digits) ? digits : '' };
}

function answers(state: SessionState, { words, digits }: Searched): boolean {
  if (words === '') return true;
  const has = searchedOf(state);
  return has.words.includes(words) || (digits !== '' && has.digits.includes(digits));
}

/** Whether a session answers a search over name, number, ID and owner. */
export const matches = (state: SessionState, q: string): boolean => answers(state, asked(q));

/** The sessions a filter lets through, in its order. */
export function arrange(sessions: readonly SessionState[], filter: Filter): SessionState[] {
  const { phase, owner, q, sort } = filter;
  const named = inNameOrder(sessions);
  if (phase === null && owner === null && q === '') return inOrder[sort](named);
  const wanted = asked(q);
  const through = named.filter(
    (each) =>
      (phase === null || each.phase === phase) &&
      (owner === null || (each.ownerId ?? '') === owner) &&
      answers(each, wanted),
  );
  return inOrder[sort](through);
}

/** The two groups of the list; a list sorted otherwise is one group. */
export interface Groups {
  needs: readonly string[];
  rest: readonly string[];
}

export function group(arranged: readonly SessionState[], sort: Sort): Groups {
  const needs: string[] = [];
  const rest: string[] = [];
  for (const each of arranged) (sort === 'needs' && needsYou(each) ? needs : rest).push(each.id);
  return { needs, rest };
}

/** What is held stays the same for as long as it is held: its places are looked up with each change around it. */
const heldPlaces = new WeakMap<Groups, Map<string, number>>();
function placesOf(groups: Groups): Map<string, number> {
  const kept = heldPlaces.get(groups);
  if (kept) return kept;
  const places = new Map<string, number>();
  for (const ids of [groups.needs, groups.rest]) for (const id of ids) places.set(id, places.size);
  heldPlaces.set(groups, places);
  return places;
}

/**
 * The order while somebody points at the list: rows stay where they were, also where the filter would no longer let
 * them through; those of sessions that are gone leave, new ones come last. `moves` is how many rows sorting now would
 * put elsewhere or take away. Where nothing is gone and nothing new the groups are the very same.
 * @param exists whether there is such a session still
 */
export function hold(
  before: Groups,
  wanted: Groups,
  exists: (id: string) => boolean,
): { shown: Groups; moves: number } {
  const places = placesOf(before);
  const needed = before.needs.length;
  const fresh: { needs: string[]; rest: string[] } = { needs: [], rest: [] };
  let known = 0;
  let still = 0;
  for (const name of ['needs', 'rest'] as const) {
    const [from, to] = name === 'needs' ? [0, needed] : [needed, places.size];
    const stay: number[] = [];
    for (const id of wanted[name]) {
      const place = places.get(id);
      if (place === undefined) {
        stay.push(places.size + fresh[name].length);
        fresh[name].push(id);
        continue;
      }
      known += 1;
      if (place >= from && place < to) stay.push(place);
    }
    still += longestRise(stay);
  }
  const shown = withFresh(before, fresh, known < places.size ? exists : null);
  return { shown, moves: shown.needs.length + shown.rest.length - still };
}

/** @param exists null: nothing can be gone */
function withFresh(before: Groups, fresh: Groups, exists: ((id: string) => boolean) | null): Groups {
  const kept = exists ? { needs: before.needs.filter(exists), rest: before.rest.filter(exists) } : before;
  const gone = kept.needs.length + kept.rest.length < before.needs.length + before.rest.length;
  if (!gone && fresh.needs.length + fresh.rest.length === 0) return before;
  return { needs: [...kept.needs, ...fresh.needs], rest: [...kept.rest, ...fresh.rest] };
}

/** Length of the longest increasing run of places: those rows may stay, the others move. */
function longestRise(places: readonly number[]): number {
  const tails: number[] = [];
  for (const place of places) {
    // Mostly they rise.
    if (place > (tails.at(-1) ?? -1)) {
      tails.push(place);
      continue;
    }
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    tails[low] = place;
  }
  return tails.length;
}

/** How many sessions are in each phase. */
export function countPhases(sessions: readonly SessionState[]): Map<Phase, number> {
  const counts = new Map<Phase, number>();
  for (const { phase } of sessions) counts.set(phase, (counts.get(phase) ?? 0) + 1);
  return counts;
}
