/** The calls to the service in order: one at a time for each session, bounded in all, each one reported. */
import pLimit from 'p-limit';
import type { Call, CallReport } from './call.ts';
import { createExchange } from './exchange.ts';
import { defaultTimeouts, type Timeouts, type UpstreamOptions } from './options.ts';
import { createTurns } from './turns.ts';
import { UpstreamError } from './upstream-error.ts';

interface Wire {
  readonly timeouts: Timeouts;
  /** Throws UpstreamError, or the signal's reason when the caller gave up. */
  ask<T>(call: Call<T>): Promise<T>;
  /** Gives up what is under way; later calls are refused. */
  close(): void;
}

/** `reuse`: whether sockets are kept for the next call (see exchange.ts). */
export function createWire(options: UpstreamOptions, { reuse }: { reuse: boolean }): Wire {
  const { log, onCall, now = Date.now, turns = createTurns() } = options;
  const exchange = createExchange({ baseUrl: options.baseUrl, adminToken: options.adminToken, reuse });
  const limit = pLimit(options.limit ?? 20);

  async function askNow<T>(call: Call<T>): Promise<T> {
    const askedAt = now();
    const startedMs = performance.now();
    let outcome: CallReport['outcome'] = 'ok';
    try {
      return call.read(await exchange.send(call), askedAt);
    } catch (error) {
      outcome = error instanceof UpstreamError && error.says !== 'closed' ? error.kind : 'aborted';
      throw call.method === 'GET' ? withoutDoubt(error) : error;
    } finally {
      const tookMs = performance.now() - startedMs;
      onCall?.({ kind: call.kind, outcome, tookMs });
      if (call.method !== 'GET')
        log.debug({ call: call.kind, outcome, tookMs }, 'the service was asked to change');
    }
  }

  return {
    timeouts: { ...defaultTimeouts, ...options.timeouts },
    ask: (call) => turns.take(call.turn, () => limit(() => askNow(call))),
    close: () => exchange.close(),
  };
}

/** A read changes nothing, whatever became of it. */
function withoutDoubt(error: unknown): unknown {
  if (!(error instanceof UpstreamError && error.mayHaveHappened)) return error;
  return new UpstreamError(error.kind, { status: error.status, says: error.says });
}
