/**
 * Who is signed in here. The access token lives in this file's memory only; the login itself is the
 * HttpOnly refresh cookie, which a page that loads again goes on with.
 */
import { loginMark } from '../../contract/login-mark.ts';
import type { Api, LoginData, User } from '../api/port.ts';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { isRefusal } from '../api/refusal.ts';

export type SignIn =
  | { status: 'starting' }
  /** `forced`: the login ended without the person asking for it. */
  | { status: 'signed-out'; forced: boolean }
  /** Whether there is a login is not known: the gateway did not answer. */
  | { status: 'no-answer' }
  | { status: 'signed-in'; user: User };

export interface Auth {
  state(): SignIn;
  follow(listener: () => void): () => void;
  /** Goes on with the cookie's login, if this browser has one. */
  start(): Promise<void>;
  signIn(email: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** A token that still holds for a while; `fresh`: another than the last. Rejects with 401 once signed out. */
  token(ask: { fresh: boolean }): Promise<string>;
  /** The login was ended elsewhere. */
  lost(): void;
}

/** A token this near its end is renewed before it is used. */
const marginMs = 30_000;

/** How long a token holds, by its own claims: this browser's clock may be wrong. */
export function lifetimeMs(login: LoginData): number {
  try {
    const payload = login.accessToken.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    if (typeof claims === 'object' && claims && 'exp' in claims && 'iat' in claims) {
      const ms = (Number(claims.exp) - Number(claims.iat)) * 1_000;
      if (ms > 0) return ms;
    }
  } catch {
    // A token that is not a JWT: its stated end has to do.
  }
  return Date.parse(login.expiresAt) - Date.now();
}

const sameUser = (a: User, b: User) => a.id === b.id && a.role === b.role && a.name === b.name;
const signedOut = () => new HeliographError({ reason: 'unauthorized', status: 401, message: 'Signed out' });

/** Tabs of one browser share the cookie: one at a time trades it for the next. Over plain http there are no locks. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  typeof navigator !== 'undefined' && 'locks' in navigator
    ? navigator.locks.request('heliograph-refresh', work)
    : work();

const loginIsMarked = () => document.cookie.split('; ').some((each) => each.startsWith(`${loginMark}=`));

export function createAuth(
  api: Pick<Api, 'login' | 'refresh' | 'signOut'>,
  /** What the cookies say of a login, without asking the gateway. */
  hasLogin: () => boolean = loginIsMarked,
  now = () => performance.now(),
): Auth {
  let state: SignIn = { status: 'starting' };
  let held: { token: string; until: number } | null = null;
  let renewing: Promise<LoginData> | null = null;
  const listeners = new Set<() => void>();

  const become = (next: SignIn) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const hold = (login: LoginData) => {
    held = { token: login.accessToken, until: now() + lifetimeMs(login) };
    // An admin may have given them another role or name meanwhile: the pages follow.
    if (state.status !== 'signed-in' || !sameUser(state.user, login.user)) {
      become({ status: 'signed-in', user: login.user });
    }
  };
  const lost = () => {
    held = null;
    if (state.status !== 'signed-out') become({ status: 'signed-out', forced: state.status === 'signed-in' });
  };
  const renew = async (): Promise<LoginData> => {
    renewing ??= alone(api.refresh).finally(() => (renewing = null));
    try {
      const login = await renewing;
      hold(login);
      return login;
    } catch (error) {
      if (isRefusal(error) && (error.status === 401 || error.status === 403)) lost();
      throw error;
    }
  };

  return {
    state: () => state,
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      if (!hasLogin()) return lost();
      if (state.status === 'no-answer') become({ status: 'starting' });
      try {
        await renew();
      } catch {
        // Without a login the state says so by now.
        if (state.status === 'starting') become({ status: 'no-answer' });
      }
    },
    async signIn(email, password) {
      hold(await api.login(email, password));
    },
    async signOut() {
      held = null;
      become({ status: 'signed-out', forced: false });
      // The person is out of this page whatever the gateway says; a cookie left behind ends by itself.
      await api.signOut().catch(() => {});
    },
    async token({ fresh }) {
      if (!fresh && held && held.until - now() > marginMs) return held.token;
      if (state.status === 'signed-out') throw signedOut();
      return (await renew()).accessToken;
    },
    lost,
  };
}
