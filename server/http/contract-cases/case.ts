/** For tests: a line of the wire contract's table, and the world it is tried in. */
import type { Reason } from '../../../contract/words.ts';
import type { TestGateway } from '../../testing.ts';

type SeedUser = Parameters<TestGateway['simulator']['control']['addUser']>[0];

export const sessions = '/api/admin/whatsapp/sessions';

/** `nobody` brings no token; `stale` one that has ended; `foreign` one of another application. */
export const callers = ['rani', 'oscar', 'vera', 'key', 'reader', 'foreign', 'stale', 'nobody'] as const;
export type Caller = (typeof callers)[number];

export interface World {
  gateway: TestGateway;
  /** What a path's `{name}` stands for. */
  ids: Record<string, string>;
  tokens: Record<Caller, string>;
  /** The service's record of a session, waited for. */
  until(
    name: string,
    is: (status: { connected: boolean; loggedIn: boolean; qrcode: string }) => boolean,
  ): Promise<void>;
  call(line: Pick<Case, 'as' | 'call' | 'body' | 'text' | 'headers'>): Promise<Answered>;
}

type Sent = Record<string, string>;

export interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { data?: unknown };
}

export interface Case {
  /** The sentence that the test is named by. */
  what: string;
  prepare?(world: World): unknown;
  /** Rani, the admin, when left out. */
  as?: Caller;
  /** `METHOD /path`. */
  call: string;
  body?: unknown;
  /** A body that is no JSON of ours. */
  text?: string;
  headers?: Sent | ((world: World) => Sent | Promise<Sent>);
  code: number;
  /** The whole of it, for a success. */
  data?: unknown;
  warning?: string;
  /** For a failure: what it has beside the code. */
  reason?: Reason;
  error?: unknown;
  details?: unknown;
  /** It has a Retry-After. */
  retryAfter?: boolean;
}

/** The service's sessions: `online` is the seed's example, `own` is Oscar's, the others are nobody's. */
export const seeds: Record<string, Omit<SeedUser, 'token'> & { token?: string }> = {
  online: {
    name: 'test_user',
    token: 'user_token',
    paired: '6289668176764',
    online: true,
    events: 'All',
    webhook: 'https://example.net/webhook',
    proxyUrl: 'socks5://user:pass@host:1080',
  },
  other: { name: 'CS Siang', paired: '628000000001', online: true },
  fresh: { name: 'CS Malam', webhook: 'https://example.net/webhook' },
  codes: { name: 'Toko Utara' },
  own: { name: 'Toko Selatan' },
  idle: { name: 'Gudang' },
  linked: { name: 'Kasir', paired: '628000000002', online: true },
};
