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
