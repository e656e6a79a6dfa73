/** Keeps our own Postgres running: one that ends by itself is started again, at the same port, until it is stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningServer } from './postgres-server.ts';

export interface KeptServer {
  /** No start comes after this; what was being started has ended when it resolves. */
  stop(): Promise<void>;
}

const firstPauseMs = 200;
const lastPauseMs = 10_000;
/** Who lived for this long did not die of the start. */
const goodMs = 60_000;

/** @param start rejects when it fails, or when `signal` aborts before it is done; nothing of it runs then */
export function keepServer(
  first: RunningServer,
  start: (port: number, signal: AbortSignal) => Promise<RunningServer>,
  log: (line: string) => void,
): KeptServer {
  const stopping = new AbortController();
  const { signal } = stopping;
  let pauseMs = firstPauseMs;

  async function keep(): Promise<void> {
    for (let server: RunningServer | null = first; server;) {
      const began = performance.now();
      const how = await endOf(server, signal);
      if (signal.aborted) return;
      log(`Postgres ended by itself (${how}): starting it again`);
      if (performance.now() - began > goodMs) pauseMs = firstPauseMs;
      server = await startAgain();
      if (server) log('Postgres runs again');
    }
  }

  /** Null: it is no longer wanted. */
  async function startAgain(): Promise<RunningServer | null> {
    while (!signal.aborted) {
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, lastPauseMs);
      try {
        if (!signal.aborted) return await start(first.port, signal);
      } catch (error) {
        if (!signal.aborted) log(`${(error as Error).message} Trying again.`);
      }
    }
    return null;
  }

  const keeping = keep();
  return {
    async stop() {
      stopping.abort();
      await keeping;
    },
  };
}

/** Resolves when the process ends, or when it need not be watched any more. */
function endOf({ process }: RunningServer, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const tell = () => resolve(process.signalCode ?? `code ${process.exitCode}`);
    process.once('exit', tell);
    signal.addEventListener('abort', tell, { once: true });
    if (process.exitCode !== null || process.signalCode !== null || signal.aborted) tell();
  });
}
