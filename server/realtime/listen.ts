/** One connection that listens to Postgres. When it is lost it is made again; meanwhile the scan finds everything. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../observability/log.ts';

export const channel = 'heliograph';

export interface Listener {
  stop(): Promise<void>;
}

interface ListenDeps {
  options: pg.ClientConfig;
  log: Log;
  /** Listening, for the first time or again: what was said meanwhile is lost. */
  onUp(): void;
  onNote(payload: string): void;
}

const firstRetryMs = 100;
const lastRetryMs = 5_000;
/** A connection that a firewall dropped without a word is found by asking it something. */
const probeMs = 10_000;
const goodbyeMs = 500;

export function listen(deps: ListenDeps): Listener {
  const stopping = new AbortController();
  const running = keepListening(deps, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function keepListening(deps: ListenDeps, signal: AbortSignal): Promise<void> {
  let retryMs = firstRetryMs;
  while (!signal.aborted) {
    try {
      await listenOnce(deps, signal, () => (retryMs = firstRetryMs));
    } catch (error) {
      if (!signal.aborted) deps.log.warn({ err: error, retryMs }, 'the connection that listens was lost');
    }
    await sleep(retryMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  }
}

/** Listens until the connection is lost (throws) or `signal` aborts (throws, too). */
async function listenOnce(deps: ListenDeps, signal: AbortSignal, up: () => void): Promise<void> {
  const client = new pg.Client({
    connectionString: deps.options.connectionString,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    application_name: 'heliograph listen',
  });
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('The connection ended.')));
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  // It is raced below; a loss after the race is over is nobody's error.
  lost.catch(() => undefined);
  try {
    await Promise.race([lost, client.connect()]);
    client.on('notification', (note) => deps.onNote(note.payload ?? ''));
    await Promise.race([lost, client.query(`listen ${channel}`)]);
    up();
    deps.onUp();
    for (;;) {
      await Promise.race([lost, sleep(probeMs, undefined, { signal })]);
      await Promise.race([lost, client.query('select 1')]);
    }
  } finally {
    // A client that is still connecting may never say that it ended.
    await Promise.race([client.end().catch(() => undefined), sleep(goodbyeMs, undefined, { ref: false })]);
  }
}
