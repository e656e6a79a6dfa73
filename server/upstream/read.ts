/** What the gateway asks the service without changing anything there. */
import { healthAnswer, oneAnswer, qrAnswer, statusAnswer, type Health, type QrAnswer } from './answers.ts';
import { createRowMemory, type SessionList } from './session-list.ts';
import type { SessionReading } from './session-reading.ts';
import { UpstreamError } from './upstream-error.ts';
import type { Call } from './call.ts';
import type { UpstreamOptions } from './options.ts';
import { createWire } from './wire.ts';

export interface Patience {
  signal?: AbortSignal;
  /** Where whoever waits has less time than usual. */
  timeoutMs?: number;
}

/** All calls throw UpstreamError, or the signal's reason when the caller gave up. */
export interface Reader {
  /** Every session, from one request. Waits for every session that is dialling: after a timeout wait 30 s. */
  list(signal?: AbortSignal): Promise<SessionList>;
  /** One session, by the admin token; null for an id that the service does not know. */
  one(id: string, options?: Patience): Promise<SessionReading | null>;
  /** One session, by its own token. Touches the map that crashes under concurrent writes: prefer `one`. */
  status(token: string, options?: Patience): Promise<SessionReading>;
  qr(token: string, signal?: AbortSignal): Promise<QrAnswer>;
  /** Null where the build has no /health. Hangs like `list`. */
  health(signal?: AbortSignal): Promise<Health | null>;
  close(): void;
}

const listBytes = 128 * 1024 * 1024;
/** Waits before a read is tried again after its database's hiccup. */
const hiccupMs = [60, 180];

export function createReader(options: UpstreamOptions): Reader {
  const wire = createWire(options, { reuse: true });
  const memory = createRowMemory();
  const { singleMs, listMs } = wire.timeouts;

  async function ask<T>(call: Omit<Call<T>, 'method'>): Promise<T> {
    for (const waitMs of hiccupMs) {
      try {
        return await wire.ask({ ...call, method: 'GET' });
      } catch (error) {
        if (!(error instanceof UpstreamError) || error.kind !== 'busy') throw error;
        await new Promise((done) => setTimeout(done, waitMs * (0.5 + Math.random() / 2)));
      }
    }
    return wire.ask({ ...call, method: 'GET' });
  }

  return {
    list: (signal) =>
      ask({
        kind: 'list',
        path: '/admin/users',
        as: 'admin',
        turn: 'list',
        timeoutMs: listMs,
        maxBytes: listBytes,
        signal,
        read: (answer, askedAt) => memory.list(answer, askedAt),
      }),
    one: (id, { signal, timeoutMs = singleMs } = {}) =>
      ask({
        kind: 'one',
        path: `/admin/users/${encodeURIComponent(id)}`,
        as: 'admin',
        turn: `id:${id}`,
        timeoutMs,
        signal,
        read: oneAnswer,
      }),
    status: (token, { signal, timeoutMs = singleMs } = {}) =>
      ask({
        kind: 'status',
        path: '/session/status',
        as: { token },
        turn: `token:${token}`,
        timeoutMs,
        signal,
        read: statusAnswer,
      }),
    qr: (token, signal) =>
      ask({
        kind: 'qr',
        path: '/session/qr',
        as: { token },
        turn: `token:${token}`,
        timeoutMs: singleMs,
        signal,
        read: qrAnswer,
      }),
    health: (signal) =>
      ask({
        kind: 'health',
        path: '/health',
        as: 'nobody',
        turn: 'health',
        timeoutMs: singleMs,
        signal,
        read: healthAnswer,
      }),
    close: () => wire.close(),
  };
}
