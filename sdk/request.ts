/** One call over HTTP, and its answer out of the envelope. */
import type { Why } from '../contract/words.ts';
import { HeliographError, type ErrorReason } from './heliograph-error.ts';

export interface Call {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  token?: string | null;
  idempotencyKey?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  fetch?: typeof fetch;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** The same key within 10 minutes gets the first answer again. */
  idempotencyKey?: string;
}

/** Beside `data`, an answer may carry a warning. */
export interface Done<T> {
  data: T;
  warning?: string;
}

interface Envelope {
  success?: boolean;
  data?: unknown;
  error?: string;
  reason?: ErrorReason;
  why?: Why;
  details?: string;
  warning?: string;
}

/** The gateway itself waits up to 75 s for a logout. */
const defaultTimeoutMs = 90_000;

/** Throws HeliographError for every answer but success, and the signal's reason when it was aborted. */
export async function request<T>(call: Call): Promise<Done<T>> {
  const response = await send(call);
  const envelope = await response.json().then(
    (answer: unknown) => (typeof answer === 'object' && answer !== null ? (answer as Envelope) : null),
    () => null,
  );
  if (response.ok && envelope?.success === true) {
    return { data: envelope.data as T, ...(envelope.warning ? { warning: envelope.warning } : {}) };
  }
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  throw new HeliographError({
    reason: envelope?.reason ?? 'bad_answer',
    status: response.status,
    message: envelope?.error ?? `The gateway answered ${response.status} without saying why`,
    why: envelope?.why,
    details: envelope?.details,
    warning: envelope?.warning,
    retryAfterS: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}

async function send(call: Call): Promise<Response> {
  const timeout = AbortSignal.timeout(call.timeoutMs ?? defaultTimeoutMs);
  try {
    return await (call.fetch ?? fetch)(call.url, {
      method: call.method,
      headers: {
        Accept: 'application/json',
        ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(call.token ? { Authorization: `Bearer ${call.token}` } : {}),
        ...(call.idempotencyKey ? { 'Idempotency-Key': call.idempotencyKey } : {}),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      credentials: 'same-origin',
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
    });
  } catch (error) {
    if (call.signal?.aborted) throw call.signal.reason;
    if (timeout.aborted) {
      throw new HeliographError(
        { reason: 'timeout', status: 0, message: 'The gateway did not answer in time' },
        { cause: error },
      );
    }
    throw new HeliographError(
      { reason: 'unreachable', status: 0, message: 'The gateway cannot be reached' },
      { cause: error },
    );
  }
}
