/** Which sessions a list shows, in what order, and what would move if it were sorted now. Pure. */
import type { SessionState } from '../../contract/session.ts';
import type { Phase } from '../../contract/words.ts';
import { digitsOf } from '../phase/number.ts';
import { rankOf } from '../phase/phases.ts';

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

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/**
 * Names seldom change and thousands of them take long to compare: their order is kept, and made anew when a name or
 * a session is another.
 */
function createNameOrder() {
  let places = new Map<string, { name: string; place: number }>();
  return (sessions: readonly SessionState[]): SessionState[] => {
    const same =
      sessions.length === places.size && sessions.every(({ id, name }) => places.get(id)?.name === name);
    if (!same) {
      const sorted = [...sessions].sort((a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
      places = new Map(sorted.map(({ id, name }, place) => [id, { name, place }]));
      return sorted;
    }
    const ordered = new Array<SessionState>(sessions.length);
    for (const state of sessions) ordered[places.get(state.id)?.place ?? 0] = state;
    return ordered;
  };
}
const inNameOrder = createNameOrder();

/** Stable: what is equal stays in the order of names. */
const comparators: Record<Sort, ((a: SessionState, b: SessionState) => number) | null> = {
  needs: (a, b) => rankOf(a.phase) - rankOf(b.phase),
  name: null,
  // What nobody owns comes last.
  owner: (a, b) =>
    Number(a.ownerName === null) - Number(b.ownerName === null) ||
    (a.ownerName === b.ownerName ? 0 : collator.compare(a.ownerName ?? '', b.ownerName ?? '')),
  changed: (a, b) => (a.phaseSince === b.phaseSince ? 0 : a.phaseSince > b.phaseSince ? -1 : 1),
};

/** What a search looks through, made once for each state: thousands are asked with every letter. */
const searched = new WeakMap<SessionState, { words: string; digits: string }>();
function searchedOf(state: SessionState) {
  const kept = searched.get(state);
  if (kept) return kept;
  const made = {
    words: `${state.name} ${state.ownerName ?? ''} ${state.id}`.toLowerCase(),
    digits: digitsOf(state.jid ?? state.lastJid ?? ''),
  };
  searched.set(state, made);
  return made;
}

/** Whether a session answers a search over name, number, ID and owner. */
export function matches(state: SessionState, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  if (wanted === '') return true;
  const { words, digits: has } = searchedOf(state);
  if (words.includes(wanted)) return true;
  const digits = wanted.replace(/[\s+()-]/g, '').replace(/^0+/, '');
  return /^\d{2,}$/.test(digits) && has.includes(digits);
}

/** The sessions a filter lets through, in its order. */
export function arrange(sessions: readonly SessionState[], filter: Filter): SessionState[] {
  const { phase, owner, q, sort } = filter;
  const compare = comparators[sort];
  const through = inNameOrder(sessions).filter(
    (each) =>
      (phase === null || each.phase === phase) &&
      (owner === null || (each.ownerId ?? '') === owner) &&
      matches(each, q),
  );
  return compare ? through.sort(compare) : through;
}

/** The two groups of the list; a list sorted otherwise is one group. */
export interface Groups {
  needs: readonly string[];
  rest: readonly string[];
}

export function group(arranged: readonly SessionState[], sort: Sort): Groups {
  const ids = (of: readonly SessionState[]) => of.map((each) => each.id);
  if (sort !== 'needs') return { needs: [], rest: ids(arranged) };
  return { needs: ids(arranged.filter(needsYou)), rest: ids(arranged.filter((each) => !needsYou(each))) };
}

/**
 * The order while somebody points at the list: rows stay where they were, those that are gone leave,
 * new ones come last. `moves` is how many rows sorting now would put elsewhere.
 */
export function hold(before: Groups, wanted: Groups): { shown: Groups; moves: number } {
  const live = new Set([...wanted.needs, ...wanted.rest]);
  const had = new Set([...before.needs, ...before.rest]);
  const keep = (ids: readonly string[], fresh: readonly string[]) => [
    ...ids.filter((id) => live.has(id)),
    ...fresh.filter((id) => !had.has(id)),
  ];
  const shown = { needs: keep(before.needs, wanted.needs), rest: keep(before.rest, wanted.rest) };
  return { shown, moves: moved(shown, wanted) };
}

function moved(shown: Groups, wanted: Groups): number {
  const needs = new Set(wanted.needs);
  const changedGroup =
    shown.needs.filter((id) => !needs.has(id)).length + shown.rest.filter((id) => needs.has(id)).length;
  const stays = (ids: readonly string[], inGroup: readonly string[]) => {
    const at = new Map(inGroup.map((id, index) => [id, index]));
    const places = ids.flatMap((id) => at.get(id) ?? []);
    return places.length - longestRise(places);
  };
  return changedGroup + stays(shown.needs, wanted.needs) + stays(shown.rest, wanted.rest);
}

/** Length of the longest increasing run of places: those rows may stay, the others move. */
function longestRise(places: readonly number[]): number {
  const tails: number[] = [];
  for (const place of places) {
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
