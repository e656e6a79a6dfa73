/** Which rows of a list are selected. Pure: each change is a new set. */

export type Selection = ReadonlySet<string>;

/** A selection, and how it is changed. */
export interface Selecting {
  selection: Selection;
  /** `through`: everything from the row that was taken last up to this one. */
  onSelect: (id: string, through: boolean) => void;
  onAll: (all: boolean) => void;
}

export function toggle(selection: Selection, id: string): Selection {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Everything between the row that was taken last and this one, as they stand in the list. */
export function reach(
  selection: Selection,
  ids: readonly string[],
  from: string | null,
  to: string,
): Selection {
  const start = from === null ? -1 : ids.indexOf(from);
  const end = ids.indexOf(to);
  if (start < 0 || end < 0) return toggle(selection, to);
  return new Set([...selection, ...ids.slice(Math.min(start, end), Math.max(start, end) + 1)]);
}

/** Only what the list shows can be selected: nothing is done to what nobody sees. The same set if it loses none. */
export function shownOnly(selection: Selection, ids: readonly string[]): Selection {
  if (selection.size === 0) return selection;
  const shown = ids.filter((id) => selection.has(id));
  return shown.length === selection.size ? selection : new Set(shown);
}
