/** The gateway's REST calls that the dashboard and the terminal client make. Every failure is a HeliographError. */
import type { ConnectData, StatusData } from '../contract/actions.ts';
import type { NewPairingLink, PairingLink } from '../contract/links.ts';
import type { LoginData, SessionsData, SessionsQuery, User } from '../contract/rest.ts';
import type { Session } from '../contract/session.ts';
import type { SyncData, SyncPreview } from '../contract/sync.ts';
import { createBackoff } from './backoff.ts';
import { createCredentials, type TokenSource } from './credentials.ts';
import { HeliographError } from './heliograph-error.ts';
import { createManagement, queryOf } from './management.ts';
import { newKey } from './new-key.ts';
import { request, type Call, type CallOptions, type Done } from './request.ts';

export interface RestOptions {
  /** Left out: only login and refresh can be called, and what a cookie allows. */
  token?: TokenSource;
  fetch?: typeof fetch;
  /** An answer that takes longer is a `timeout`. */
  timeoutMs?: number;
  /** How often a change that could not reach the gateway is tried again, with the same Idempotency-Key. 0. */
  retries?: number;
}

export type Rest = ReturnType<typeof createRest>;

interface Message {
  message: string;
  details: string;
}

const sessionsPath = '/api/admin/whatsapp/sessions';

/** @param url of the gateway; "" in a page of its own. */
export function createRest(url: string, options: RestOptions = {}) {
  const credentials = options.token === undefined ? null : createCredentials(options.token);

  async function call<T>(method: Call['method'], path: string, more: Partial<Call> = {}): Promise<Done<T>> {
    const send = async (fresh: boolean) =>
      request<T>({
        url: url + path,
        method,
        token: credentials && (await credentials.get({ fresh })),
        timeoutMs: options.timeoutMs,
        fetch: options.fetch,
        ...more,
      });
    try {
      return await send(false);
    } catch (error) {
      const ended = error instanceof HeliographError && error.status === 401;
      if (!ended || !credentials?.renewable) throw error;
      return send(true);
    }
  }

  /** Each change has a key, so that one whose answer was lost can be sent again and is carried out once. */
  async function change<T>(method: Call['method'], path: string, more: Partial<Call> = {}): Promise<Done<T>> {
    const { signal, idempotencyKey = newKey() } = more;
    const backoff = createBackoff({ ceilingMs: 4_000 });
    for (let left = options.retries ?? 0; ; left--) {
      try {
        return await call<T>(method, path, { ...more, idempotencyKey });
      } catch (error) {
        const lost = error instanceof HeliographError && error.reason === 'unreachable';
        if (!lost || left <= 0) throw error;
        await new Promise((done) => setTimeout(done, backoff.nextMs()));
        signal?.throwIfAborted();
      }
    }
  }

  const action = <T>(id: string, name: string, body?: unknown, more: CallOptions = {}) =>
    change<T>('POST', `${sessionsPath}/${encodeURIComponent(id)}/${name}`, { body, ...more });
  const linksOf = (id: string) => `${sessionsPath}/${encodeURIComponent(id)}/pairing-links`;
  const read = async <T>(path: string, { signal }: CallOptions = {}) =>
    (await call<T>('GET', path, { signal })).data;
  const withoutToken = async <T>(path: string, body?: unknown) =>
    (
      await request<T>({
        url: url + path,
        method: 'POST',
        body,
        timeoutMs: options.timeoutMs,
        fetch: options.fetch,
      })
    ).data;

  return {
    login: (email: string, password: string) =>
      withoutToken<LoginData>('/api/auth/login', { email, password }),
    /** By the HttpOnly cookie of a login in this browser. */
    refresh: () => withoutToken<LoginData>('/api/auth/refresh'),
    logout: () => withoutToken<unknown>('/api/auth/logout'),
    me: (more?: CallOptions) => read<User>('/api/auth/me', more),

    list: (query: Partial<SessionsQuery> = {}, more?: CallOptions) =>
      read<SessionsData>(`${sessionsPath}${queryOf(query)}`, more),
    session: (id: string, more?: CallOptions) =>
      read<Session>(`${sessionsPath}/${encodeURIComponent(id)}`, more),
    ...createManagement(sessionsPath, call, change),
    previewSync: (more?: CallOptions) => read<SyncPreview>(`${sessionsPath}/sync`, more),
    sync: ({ signal, idempotencyKey }: CallOptions = {}) =>
      call<SyncData>('POST', `${sessionsPath}/sync`, { signal, idempotencyKey }),

    connect: (id: string, body: { Subscribe?: string[]; Immediate?: boolean } = {}, more?: CallOptions) =>
      action<ConnectData>(id, 'connect', body, more),
    status: (id: string, more?: CallOptions) =>
      read<StatusData>(`${sessionsPath}/${encodeURIComponent(id)}/status`, more),
    qr: (id: string, more?: CallOptions) =>
      read<{ QRCode: string }>(`${sessionsPath}/${encodeURIComponent(id)}/qr`, more),
    pairPhone: (id: string, phone: string, more?: CallOptions) =>
      action<{ LinkingCode: string }>(id, 'pairphone', { Phone: phone }, more),
    disconnect: (id: string, more?: CallOptions) => action<Message>(id, 'disconnect', undefined, more),
    pairingLinks: (id: string, more?: CallOptions) => read<{ links: PairingLink[] }>(linksOf(id), more),
    /** The answer alone has the URL: a path of the gateway. @param expiresInMinutes 1-60 */
    makePairingLink: async (id: string, expiresInMinutes = 10, more: CallOptions = {}) =>
      (await call<NewPairingLink>('POST', linksOf(id), { body: { expiresInMinutes }, ...more })).data,
    revokePairingLink: (id: string, linkId: string, more: CallOptions = {}) =>
      call<{ id: string }>('DELETE', `${linksOf(id)}/${encodeURIComponent(linkId)}`, more),
    logoutSession: (id: string, more?: CallOptions) => action<Message>(id, 'logout', undefined, more),
  };
}
