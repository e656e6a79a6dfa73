/** How every action runs: it holds the session's row, reads again, asks permit, and only then calls. */
import type { TimelineType } from '../../contract/words.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { NewTimelineEntry, TimelineRow } from '../../db/timeline.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { ActionRows, HeldRow } from './action-row.ts';
import { sessionNotFound, type Actor, type Answer } from './answer.ts';
import type { Offer } from './commit.ts';
import { fleetAround, provers } from './fleet.ts';
import type { Known } from './known.ts';
import { type Looker } from './look.ts';
import { permit, type Kind, type Permit } from './permit.ts';
import type { Reachability } from './reachability.ts';
import { inProgress, internalTrouble, notNow, refusal, unproven, wishChanged } from './refusals.ts';
import { judge } from './upstream-trouble.ts';

export interface RunDeps {
  known: Known;
  looker: Looker;
  rows: ActionRows;
  clock: Clock;
  reachability: Reachability;
  tail: Offer;
  addEntry: (entry: NewTimelineEntry) => Promise<TimelineRow>;
  log: Log;
  onAction?: (kind: Kind, outcome: 'ok' | 'refused' | 'failed') => void;
}

export type Because = Extract<Permit, { verdict: 'done' }>['because'];

/** What one kind of action does once it holds the session's row. */
interface Plan<T> {
  /** The call to the service, after permit said go. */
  call(row: SessionRow, quietly: boolean): Promise<Answer<T>>;
  /** Answers when there is nothing to send. */
  settled(row: SessionRow, because: Because): Answer<T>;
  /** Answers when the service could not be asked how things stand: nothing is sent blindly. */
  unreadable(error: UpstreamError, row: SessionRow): Answer<T>;
  /** How long the row is waited for while somebody else holds it. */
  patienceMs?: number;
}

/** An action takes a second or two, a logout up to 75 s. */
const usualPatienceMs = 5_000;
/** A wait that permit asks for is waited out when it is no longer than this. */
const waitsOutMs = 5_000;
const mostProofs = 4;
const entryOf = {
  connect: 'connect',
  disconnect: 'disconnect',
  logout: 'logout',
  pairphone: 'pairing_code',
  delete: 'deleted',
} as const satisfies Record<Kind, TimelineType>;

export function createRunner(deps: RunDeps) {
  const { known, looker, clock } = deps;

  async function run<T>(id: string, kind: Kind, by: Actor, plan: Plan<T>): Promise<Answer<T>> {
    const { patienceMs = usualPatienceMs } = plan;
    const held = await deps.rows.claim({ sessionId: id, kind, actor: by.id, patienceMs });
    if (!held) return inProgress;
    let answer: Answer<T> = internalTrouble;
    try {
      answer = await decide(id, kind, held, plan);
      return answer;
    } finally {
      await writeDown(held, id, kind, by, answer);
    }
  }

  async function decide<T>(id: string, kind: Kind, held: HeldRow, plan: Plan<T>): Promise<Answer<T>> {
    const began = clock.now();
    for (let proofs = 0; ;) {
      const { row, error } = await readAgain(id);
      if (!row) return sessionNotFound;
      if (overtaken(row, kind)) return wishChanged;
      const now = clock.now();
      const verdict = permit(row, fleetAround(known, id, now), kind, now, began);
      // That it is up already is what nobody knows just now; that it is off may be taken from memory.
      if (error && (verdict.verdict !== 'done' || kind === 'connect')) return plan.unreadable(error, row);
      switch (verdict.verdict) {
        case 'done':
          return plan.settled(row, verdict.because);
        case 'refuse':
          return refusal(verdict, now);
        case 'wait':
          if (verdict.until - now > waitsOutMs) return notNow(verdict, now);
          await new Promise((done) => setTimeout(done, verdict.until - now + 5));
          continue;
        case 'prove':
          if (++proofs > mostProofs) return unproven(now);
          await Promise.allSettled(provers(known, id).map((other) => looker.look(other.id, 'action')));
          continue;
        case 'go':
          if (!(await held.stillHeld())) return inProgress;
          return plan.call(row, verdict.quietly);
      }
    }
  }

  /** The state just now, or as last known and why it could not be looked at. */
  async function readAgain(
    id: string,
  ): Promise<{ row: SessionRow | undefined; error: UpstreamError | null }> {
    let error: UpstreamError | null = null;
    try {
      await looker.look(id, 'action');
    } catch (failed) {
      if (!(failed instanceof UpstreamError)) throw failed;
      error = failed;
    }
    return { row: known.get(id), error };
  }

  /** A call that fails: counts against the service, and is answered in the contract's words. */
  async function attempt<T>(
    call: () => Promise<T>,
  ): Promise<{ ok: true; value: T } | { ok: false; error: UpstreamError }> {
    try {
      const value = await call();
      deps.reachability.succeeded();
      return { ok: true, value };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      judge(error, deps.reachability, 'write');
      return { ok: false, error };
    }
  }

  /** The receipt, and the timeline's entry. Whatever the database says now, the answer stands. */
  async function writeDown(
    held: HeldRow,
    id: string,
    kind: Kind,
    by: Actor,
    answer: Answer<unknown>,
  ): Promise<void> {
    try {
      await held.finish({ status: answer.ok ? 200 : answer.status, body: answer.ok ? { ok: true } : answer });
      await tell(id, kind, by, answer);
    } catch (error) {
      deps.log.error({ err: error, sessionId: id, action: kind }, 'an action could not be written down');
    }
  }

  async function tell(id: string, kind: Kind, by: Actor, answer: Answer<unknown>): Promise<void> {
    const outcome = answer.ok ? 'ok' : answer.status === 409 || answer.status < 500 ? 'refused' : 'failed';
    deps.onAction?.(kind, outcome);
    // Of a session that stays nothing is told.
    if (kind === 'delete' && !answer.ok) return;
    const data = answer.ok ? { outcome } : { outcome, reason: answer.reason };
    const entry = await deps.addEntry({
      sessionId: id,
      at: clock.now(),
      type: entryOf[kind],
      actor: by.name,
      data,
    });
    deps.tail.offer([], [entry]);
    deps.log.info({ sessionId: id, action: kind, actor: by.id, ...data }, 'action');
  }

  return { run, attempt, readAgain };
}

/** A wish that somebody changed while this action waited: the newer one wins. */
function overtaken(row: SessionRow, kind: Kind): boolean {
  if (kind === 'connect') return row.desired !== 'online';
  if (kind === 'disconnect') return row.desired !== 'offline';
  return false;
}
