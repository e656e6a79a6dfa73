/**
 * Brings back what should be online after the service itself was gone, and once what it forgot while online. Never
 * against people: an admin's disconnect or logout ends it at any moment. One by one until one is back, then at most
 * ten at once, and at the first sign of trouble one by one again.
 */
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { SessionRow } from '../../db/session-row.ts';
import type { NewTimelineEntry, TimelineRow } from '../../db/timeline.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import type { Actions } from './act.ts';
import { gatewayActor } from './answer.ts';
import type { Committer, Offer } from './commit.ts';
import type { Known } from './known.ts';

export interface Recovery {
  run(signal: AbortSignal): Promise<void>;
  wake(): void;
}

const mostAtOnce = 10;
/** A connect has attempts at 0, 5 and 15 s. */
const attemptsTakeMs = 30_000;
const askAgainMs = 50;
const restMs = 1_000;
const firstRestMs = 15_000;

export function createRecovery(deps: {
  known: Known;
  actions: Pick<Actions, 'reconnect'>;
  committer: Pick<Committer, 'observe'>;
  tail: Offer;
  addEntry: (entry: NewTimelineEntry) => Promise<TimelineRow>;
  clock: Clock;
  leads: () => boolean;
  log: Log;
  onAttempt?: (outcome: 'online' | 'failed' | 'refused') => void;
  /** How long an attempt may take to be seen online. */
  comesBackWithinMs?: number;
  /** The first rest after trouble; it doubles. */
  restAfterTroubleMs?: number;
}): Recovery {
  const { known, actions, committer, clock, log } = deps;
  const { comesBackWithinMs = attemptsTakeMs, restAfterTroubleMs = firstRestMs } = deps;
  let atOnce = 1;
  let trouble = 0;
  let troubleAt = 0;
  let restUntil = 0;
  const running = new Map<string, Promise<void>>();

  function due(now: number): SessionRow[] {
    const rows: SessionRow[] = [];
    for (const row of known.planned()) {
      if (row.recovery!.nextAttemptAt! <= now && !running.has(row.id)) rows.push(row);
    }
    return rows.sort((a, b) => a.recovery!.nextAttemptAt! - b.recovery!.nextAttemptAt!);
  }

  async function tell(row: SessionRow, data: Record<string, unknown>): Promise<void> {
    const entry: NewTimelineEntry = {
      sessionId: row.id,
      at: clock.now(),
      type: 'recovery',
      actor: null,
      data,
    };
    deps.tail.offer([], [await deps.addEntry(entry)]);
  }

  /** One attempt: connect, then wait for what the looks see. */
  async function attempt(row: SessionRow, signal: AbortSignal): Promise<void> {
    const began = clock.now();
    const number = row.recovery!.attempt + 1;
    await tell(row, { attempt: number, cause: row.cause?.code ?? null, step: 'connect' });
    const answer = await actions.reconnect(row.id, gatewayActor);
    // Somebody took it over meanwhile, by a disconnect, a logout or a connect of their own: that is no trouble.
    if (!known.get(row.id)?.recovery && !isOnline(row.id)) return;
    if (!answer.ok) {
      const refused = answer.status === 409;
      deps.onAttempt?.(refused ? 'refused' : 'failed');
      await committer.observe(row.id, { kind: 'recovery-failed', counts: !refused });
      await tell(row, { attempt: number, step: refused ? 'wait' : 'failed', reason: answer.reason });
      return stumble();
    }
    const came = await comesBack(row.id, signal);
    deps.onAttempt?.(came ? 'online' : 'failed');
    if (came) return grow(began);
    if (signal.aborted || known.get(row.id)?.desired !== 'online') return;
    await committer.observe(row.id, { kind: 'recovery-failed', counts: true });
    const next = known.get(row.id)?.recovery?.nextAttemptAt ?? null;
    await tell(row, { attempt: number, step: 'failed', nextAttemptAt: next && new Date(next).toISOString() });
    stumble();
  }

  function isOnline(id: string): boolean {
    const row = known.get(id);
    return row !== undefined && row.connected && row.loggedIn;
  }

  async function comesBack(id: string, signal: AbortSignal): Promise<boolean> {
    const giveUpAt = clock.now() + comesBackWithinMs;
    while (!signal.aborted && clock.now() < giveUpAt) {
      const row = known.get(id);
      if (!row || row.desired !== 'online') return false;
      if (isOnline(id)) return true;
      // A code instead of a login: the phone was unlinked meanwhile, and only a person can go on.
      if (row.pairing !== null && row.pairing.codes.length > 0) return false;
      await pause(askAgainMs, undefined, { signal }).catch(() => undefined);
    }
    return false;
  }

  /** What was begun before the last trouble, or in its millisecond, says nothing about how it is after it. */
  function grow(began: number): void {
    if (began <= troubleAt) return;
    trouble = 0;
    atOnce = mostAtOnce;
  }

  function stumble(): void {
    atOnce = 1;
    trouble++;
    troubleAt = clock.now();
    restUntil = troubleAt + Math.min(restAfterTroubleMs * 2 ** Math.min(trouble - 1, 4), 5 * 60_000);
  }

  let rouse = () => {};
  let told = 0;

  /** Progress, told at the begin, each hundred, and at the end. */
  function progress(waiting: number): void {
    const left = waiting + running.size;
    if (left === told || (left > 0 && told > 0 && Math.floor(left / 100) === Math.floor(told / 100))) return;
    told = left;
    if (left === 0) log.info('recovery: nothing is left to bring back');
    else log.info({ left, atOnce }, 'recovery: bringing sessions back');
  }

  return {
    wake: () => rouse(),
    async run(living) {
      const signal = AbortSignal.any([living]);
      // Each attempt under way waits with it.
      setMaxListeners(2 * mostAtOnce, signal);
      signal.addEventListener('abort', () => rouse(), { once: true });
      while (!signal.aborted) {
        const now = clock.now();
        const may = deps.leads() && known.upstream.status === 'reachable' && now >= restUntil;
        const rows = may ? due(now) : [];
        if (may) progress(rows.length);
        for (const row of rows.slice(0, Math.max(0, atOnce - running.size))) {
          const job = attempt(row, signal)
            .catch((error: unknown) => log.error({ err: error, sessionId: row.id }, 'a recovery failed'))
            .finally(() => {
              running.delete(row.id);
              rouse();
            });
          running.set(row.id, job);
        }
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, restMs);
          rouse = () => {
            clearTimeout(timer);
            resolve();
          };
          if (signal.aborted) rouse();
        });
        rouse = () => {};
      }
      await Promise.all(running.values());
    },
  };
}
