/** The gateway that a command speaks to, and who it is there. */
import { createRest, HeliographError, type Rest, type TokenSource } from '../sdk/index.ts';
import { readCredentials } from './credentials.ts';
import { tokensOf } from './sign-in.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface Gateway {
  url: string;
  token: TokenSource;
  rest: Rest;
}

const defaultUrl = 'http://127.0.0.1:3000';

/** @throws UsageError for what is no URL */
export function readUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`Not an http(s) URL: ${given}`);
  return url.origin;
}

/** @throws HeliographError when nobody is signed in */
export async function openGateway({ env }: Terminal, given: string | undefined): Promise<Gateway> {
  const remembered = await readCredentials(env);
  const url = readUrl(given ?? (env.HELIOGRAPH_URL || remembered?.url) ?? defaultUrl);
  // What was remembered for one gateway is shown to no other.
  const known = remembered?.url === url ? tokensOf(env, remembered) : undefined;
  const token = env.HELIOGRAPH_TOKEN || known;
  if (token === undefined) {
    const message = `Not signed in at ${url}. Run "heliograph login", or set HELIOGRAPH_TOKEN.`;
    throw new HeliographError({ reason: 'unauthorized', status: 401, message });
  }
  return { url, token, rest: createRest(url, { token, retries: 2 }) };
}
