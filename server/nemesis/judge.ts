/** Holds what the gateway shows against what is so at the service, some fifty times a second. */
import type { SessionState } from '../../contract/session.ts';
import { codeImage } from '../../simulator/code-image.ts';
import type { SimulatorControl } from '../../simulator/control.ts';

export interface Verdicts {
  /** Milliseconds for which what was shown was wrong, by kind; all sessions added up. */
  wrongMs: {
    /** A code past the end that was shown with it. */
    codePastItsEnd: number;
    /** A code that the phone would refuse: scanned, ended or followed by the next one, and no look came yet. */
    codeNotValid: number;
    /** The same, for longer than the next look may take. */
    codeDeadTooLong: number;
    /** The same, although a look that was asked after the code's death has its answer. */
    codeDeadThoughTold: number;
    connected: number;
    loggedIn: number;
  };
  /** States that said "disconnected" of a session that was up since they were asked for, while nothing could be seen. */
  falseDisconnected: number;
  versionsBackward: number;
}

export interface Judge {
  verdicts: Verdicts;
  shown(state: SessionState): void;
  /** What is shown and is not so; empty: all of it is. */
  disagrees(): string[];
  /** The newest version that was shown. */
  version(id: string): number;
  stop(): void;
}

export interface Conditions {
  /** Since when the service cannot be asked, or nothing can be committed; null: neither. What is old is not wrong then. */
  awaySince(): number | null;
  /** Nothing can be committed, not even the end of a code: clients take it off by their own clock. */
  databaseAway(): boolean;
  /** What clients were told of the service: while it does not answer they show no code. */
  hidden(): boolean;
  /** What the machine is late by: an answer, a commit and an emit are some questions to the database long. */
  lateMs(): number;
}

const everyMs = 20;
/** Timers and messages within one process are this late at times. */
const granularityMs = 60;
/** From an answer to the screen: fold, commit, emit. */
const shownWithinMs = 250;
/** Without webhooks a change of a pairing is seen within 1.2 s, and this machine runs other tests meanwhile. */
const seenWithinMs = 1_200 + 300;

/**
 * A code that is past its end counts as long as anything can be committed: its end was known beforehand. A code that
 * dies before its end (it was scanned, the service was killed) can only be seen to be dead: it counts from when the
 * next look must have come, and from when one did come.
 */
export function createJudge(
  control: Pick<SimulatorControl, 'truthOf' | 'lastAnswer'>,
  ids: readonly string[],
  conditions: Conditions,
): Judge {
  const { awaySince, databaseAway, hidden, lateMs } = conditions;
  /** Codes on a screen that are dead: since when, and since when the service has told so. */
  const dead = new Map<string, { since: number; seenAt: number; toldAt: number | null }>();
  const last = new Map<string, SessionState>();
  const shownAt = new Map<string, number>();
  /** When each session was really down last, on the wall's clock. */
  const downAt = new Map<string, number>();
  const verdicts: Verdicts = {
    wrongMs: {
      codePastItsEnd: 0,
      codeNotValid: 0,
      codeDeadTooLong: 0,
      codeDeadThoughTold: 0,
      connected: 0,
      loggedIn: 0,
    },
    falseDisconnected: 0,
    versionsBackward: 0,
  };
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const elapsed = now - before;
    before = now;
    for (const id of ids) measure(id, now, elapsed);
  }, everyMs);

  function measure(id: string, now: number, elapsed: number): void {
    const { service, qr } = control.truthOf(id);
    if (!service.connected) downAt.set(id, Date.now());
    const state = last.get(id);
    if (!state) return;
    const { wrongMs } = verdicts;
    const late = granularityMs + lateMs();
    const ended = state.qr !== null && Date.parse(state.qr.expiresAt) + late < Date.now();
    if (ended && !databaseAway()) wrongMs.codePastItsEnd += elapsed;
    if (awaySince() !== null) return void dead.delete(id);
    const image = hidden() ? null : state.qr?.image;
    if (image && (!qr || codeImage(qr.text) !== image)) measureDead(id, now, elapsed);
    else dead.delete(id);
    if (state.connected !== service.connected) wrongMs.connected += elapsed;
    if (state.loggedIn !== service.loggedIn) wrongMs.loggedIn += elapsed;
  }

  function measureDead(id: string, now: number, elapsed: number): void {
    const { wrongMs } = verdicts;
    wrongMs.codeNotValid += elapsed;
    const code = dead.get(id) ?? { since: now - elapsed, seenAt: now, toldAt: null };
    dead.set(id, code);
    if (now - code.since > seenWithinMs + lateMs()) wrongMs.codeDeadTooLong += elapsed;
    const told = control.lastAnswer(id);
    // A look that something else overtook is made again.
    const overtaken = told !== null && (shownAt.get(id) ?? 0) > told.askedAt;
    if (told && !overtaken && told.askedAt > code.seenAt) code.toldAt ??= told.answeredAt;
    if (code.toldAt !== null && now - code.toldAt > shownWithinMs + lateMs())
      wrongMs.codeDeadThoughTold += elapsed;
  }

  /** Merely unreachable must never become "disconnected". What it was when it was asked, it may say later. */
  function isFalse(state: SessionState): boolean {
    if (awaySince() === null || !control.truthOf(state.id).service.connected) return false;
    const askedAt = Date.parse(state.freshness.observedAt) - granularityMs - lateMs();
    return (downAt.get(state.id) ?? -Infinity) < askedAt;
  }

  return {
    verdicts,
    shown(state) {
      const old = last.get(state.id);
      const backward =
        old &&
        (state.generation < old.generation ||
          (state.generation === old.generation && state.version < old.version));
      if (backward) verdicts.versionsBackward++;
      if (old?.connected && !state.connected && isFalse(state)) verdicts.falseDisconnected++;
      last.set(state.id, state);
      shownAt.set(state.id, performance.now());
    },
    disagrees() {
      return ids.flatMap((id) => {
        const state = last.get(id);
        const { service } = control.truthOf(id);
        const so = state && state.connected === service.connected && state.loggedIn === service.loggedIn;
        if (so) return [];
        const { connected, loggedIn } = service;
        return [
          `${id}: shown ${state?.connected}/${state?.loggedIn} ${state?.phase}, is ${connected}/${loggedIn}`,
        ];
      });
    },
    version: (id) => last.get(id)?.version ?? 0,
    stop: () => clearInterval(timer),
  };
}
