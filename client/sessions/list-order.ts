/** The order of the list as it was last shown: the session page walks along it. */
let shown: readonly string[] | null = null;

export const rememberOrder = (ids: readonly string[]): void => {
  shown = ids;
};
export const rememberedOrder = (): readonly string[] | null => shown;
