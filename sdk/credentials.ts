/** Where the token comes from: a text, or a function that gives one and is asked again when one ends. */
export type TokenSource = string | ((ask: { fresh: boolean }) => string | Promise<string>);

export interface Credentials {
  /** Whether asking again can give another token. */
  renewable: boolean;
  /** All who ask for the same at the same moment share one call. Rejects with the source's own error. */
  get(ask: { fresh: boolean }): Promise<string>;
}

export function createCredentials(source: TokenSource): Credentials {
  if (typeof source === 'string') return { renewable: false, get: () => Promise.resolve(source) };
  const running = new Map<boolean, Promise<string>>();
  return {
    renewable: true,
    get({ fresh }) {
      const shared = running.get(fresh);
      if (shared) return shared;
      const asked = (async () => source({ fresh }))().finally(() => running.delete(fresh));
      running.set(fresh, asked);
      return asked;
    },
  };
}
