/** A token source from an email and a password, for programs that have no browser's cookie: they log in again. */
import type { TokenSource } from './credentials.ts';
import { createRest } from './rest.ts';

/** The token is asked for anew this long before it ends. */
const earlyMs = 90_000;

export function signIn(url: string, email: string, password: string): TokenSource {
  const rest = createRest(url);
  let last: { token: string; until: number } | null = null;
  return async ({ fresh }) => {
    if (last && !fresh && Date.now() < last.until) return last.token;
    const { accessToken, expiresAt } = await rest.login(email, password);
    const lifeMs = Date.parse(expiresAt) - Date.now();
    last = { token: accessToken, until: Date.now() + Math.max(lifeMs / 2, lifeMs - earlyMs) };
    return accessToken;
  };
}
