/** One REST call as the documents, the tests and the tools read it: path, who may, what goes in and what comes out. */
import type { z } from 'zod';
import type { Scope } from '../keys.ts';
import type { Reason } from '../words.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * `anyone`: without a token; `signedIn`: people and keys; `person`: people, no keys; `admin`: admins who signed in,
 * no keys; `manager`: admins, and keys with `sessions:manage`.
 */
export type Who = 'anyone' | 'signedIn' | 'person' | 'admin' | 'manager';

/** Reasons by HTTP status. */
export type Refusals = Partial<Record<number, readonly Reason[]>>;

export interface Operation {
  /** Unique; the word that tools name the call by. */
  id: string;
  method: Method;
  /** As OpenAPI writes it: /api/…/{id}. */
  path: string;
  tag: Tag;
  summary: string;
  description?: string;
  who: Who;
  /** Of a key that calls. */
  scopes?: readonly Scope[];
  query?: z.ZodType;
  body?: z.ZodType;
  /** Every field has a default: the call works without a body. */
  bodyOptional?: boolean;
  /** Of the success. 200 when left out. */
  code?: 200 | 201;
  /** Inside the envelope. */
  data?: z.ZodType;
  /** An answer that is not in the envelope. */
  plain?: { contentType: string; schema?: z.ZodType; also?: Record<number, string> };
  /** The success may carry a `warning`. */
  warns?: boolean;
  /** Those beside what `refusalsOf` adds by itself. */
  refusals?: Refusals;
}

export const tags = {
  Sessions: 'WhatsApp sessions: list, make, change, remove.',
  Actions: "The seed's six calls, key by key.",
  'Pairing links': "One session's code for whoever holds the phone and has no account.",
  Account: 'Signing in and staying signed in.',
  People: 'Who may sign in.',
  'API keys': 'For programs.',
  Gateway: 'How the gateway is, what was done in it, and its documents.',
} as const;
export type Tag = keyof typeof tags;

/** Whether `Idempotency-Key` is taken: by every call to /api/admin that changes something. */
export const isRepeatable = ({ method, path }: Operation): boolean =>
  method !== 'get' && path.startsWith('/api/admin/');

/** Every status and reason that the call may answer beside its success. */
export function refusalsOf(operation: Operation): Refusals {
  const all: Record<number, Set<Reason>> = {};
  const add = (status: number, ...reasons: readonly Reason[]) => {
    all[status] = new Set([...(all[status] ?? []), ...reasons]);
  };
  if (operation.who !== 'anyone') {
    add(401, 'unauthorized', 'token_expired');
    add(403, 'forbidden');
  }
  if (operation.query) add(400, 'invalid_query');
  if (operation.body) {
    add(400, 'invalid_body');
    add(413, 'payload_too_large');
  }
  if (operation.path.includes('/sessions/{id}') && !operation.path.startsWith('/api/auth')) {
    add(404, 'session_not_found');
  } else if (operation.path.includes('{id}')) add(404, 'not_found');
  if (isRepeatable(operation)) {
    // Of the key, or of a body that comes with it.
    add(400, 'invalid_body');
    add(409, 'action_in_progress');
    add(413, 'payload_too_large');
    add(422, 'idempotency_key_reused');
  }
  if (!operation.plain) {
    add(500, 'internal');
    // The database does not answer.
    add(503, 'internal');
  }
  for (const [status, reasons] of Object.entries(operation.refusals ?? {})) {
    add(Number(status), ...(reasons ?? []));
  }
  return Object.fromEntries(Object.entries(all).map(([status, reasons]) => [status, [...reasons]]));
}
