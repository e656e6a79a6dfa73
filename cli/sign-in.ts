/** Signing in at the gateway for long: the refresh token that browsers have in a cookie. */
import { HeliographError, type TokenSource } from '../sdk/index.ts';
import { readCredentials, writeCredentials, type Credentials } from './credentials.ts';

type Env = Record<string, string | undefined>;

export interface SignedIn {
  accessToken: string;
  expiresAt: string;
  refreshToken: string;
  user: { name: string; role: string };
}

const cookie = 'heliograph_refresh';
/** An access token is asked for anew this long before its end. */
const earlyMs = 90_000;

async function post(url: string, path: string, init: RequestInit): Promise<Response> {
  return fetch(url + path, { method: 'POST', signal: AbortSignal.timeout(30_000), ...init }).catch(
    (error: unknown) => {
      const message = `The gateway at ${url} cannot be reached`;
      throw new HeliographError({ reason: 'unreachable', status: 0, message }, { cause: error });
    },
  );
}

async function signedIn(response: Response): Promise<SignedIn> {
  const answer = (await response.json().catch(() => null)) as {
    data?: Omit<SignedIn, 'refreshToken'>;
    error?: string;
    reason?: 'unauthorized';
  } | null;
  const given = response.headers.getSetCookie().map((line) => /^([^=]+)=([^;]*)/.exec(line));
  const refreshToken = given.find((found) => found?.[1] === cookie)?.[2] ?? '';
  if (response.ok && answer?.data && refreshToken) return { ...answer.data, refreshToken };
  throw new HeliographError({
    reason: answer?.reason ?? 'bad_answer',
    status: response.status,
    message: answer?.error ?? `The gateway answered ${response.status} without saying why`,
  });
}

/** @throws HeliographError */
export async function signIn(url: string, email: string, password: string): Promise<SignedIn> {
  const body = JSON.stringify({ email, password });
  return signedIn(
    await post(url, '/api/auth/login', { headers: { 'Content-Type': 'application/json' }, body }),
  );
}

const withCookie = (refreshToken: string) => ({ headers: { Cookie: `${cookie}=${refreshToken}` } });

export async function endLogin({ url, refreshToken }: { url: string; refreshToken: string }): Promise<void> {
  await post(url, '/api/auth/logout', withCookie(refreshToken));
}

/** Access tokens of what is remembered. The file is read each time: another command may have moved it on. */
export function tokensOf(env: Env, remembered: Credentials): TokenSource {
  if ('key' in remembered) return remembered.key;
  let last: { token: string; until: number } | null = null;
  return async ({ fresh }) => {
    if (last && !fresh && Date.now() < last.until) return last.token;
    const now = (await readCredentials(env)) ?? remembered;
    if ('key' in now) return now.key;
    const next = await signedIn(await post(now.url, '/api/auth/refresh', withCookie(now.refreshToken)));
    await writeCredentials(env, { url: now.url, refreshToken: next.refreshToken });
    last = { token: next.accessToken, until: Date.parse(next.expiresAt) - earlyMs };
    return next.accessToken;
  };
}
