/** The order of the list as it was last shown: the session page walks along it. */
let shown: readonly string[] | null = null;
/** The session that was open last: whoever comes back to the list goes on from there. */
let opened: string | null = null;

export const rememberOrder = (ids: readonly string[]): void => {
  shown = ids;
};
export const rememberedOrder = (): readonly string[] | null => shown;

export const rememberOpened = (id: string): void => {
  opened = id;
};
export const rememberedOpened = (): string | null => opened;

/**
 * With one that the list had not: just made, or come to by another way. As in a list that is held, it comes last.
 * Null: there was no list to walk along.
 */
export function alongWith(id: string, ids: readonly string[] | null): readonly string[] | null {
  if (ids === null || ids.length === 0) return null;
  return ids.includes(id) ? ids : [...ids, id];
}
