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
    connected: number;
    loggedIn: number;
  };
  /** States that said "disconnected" of a session that was up, while the service could not be asked. */
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

const everyMs = 20;
/** Timers and messages within one process are this late at times. */
const granularityMs = 60;
/** Without webhooks a change of a pairing is seen within 1.2 s, and this machine runs other tests meanwhile. */
const seenWithinMs = 1_200 + 300;

/**
 * `awaySince`: since when the service cannot be asked; null: it can. What is old is not wrong while it cannot.
 * `hidden`: what clients were told of the service. While it does not answer they show no code, so none counts as on
 * a screen then. A code that is past its end counts always: its end was known beforehand, and nothing excuses it. A
 * code that dies before its end (it was scanned, the service was killed) can only be seen to be dead: it counts from
 * when the next look must have come.
 */
export function createJudge(
  control: SimulatorControl,
  ids: readonly string[],
  awaySince: () => number | null,
  hidden: () => boolean,
): Judge {
  /** Since when a code on a screen is dead, by session. */
  const deadSince = new Map<string, number>();
  const last = new Map<string, SessionState>();
  const verdicts: Verdicts = {
    wrongMs: { codePastItsEnd: 0, codeNotValid: 0, codeDeadTooLong: 0, connected: 0, loggedIn: 0 },
    falseDisconnected: 0,
    versionsBackward: 0,
  };
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const elapsed = now - before;
    before = now;
    for (const id of ids) measure(id, elapsed);
  }, everyMs);

  function measure(id: string, elapsed: number): void {
    const state = last.get(id);
    if (!state) return;
    const { wrongMs } = verdicts;
    const ended = state.qr !== null && Date.parse(state.qr.expiresAt) + granularityMs < Date.now();
    if (ended) wrongMs.codePastItsEnd += elapsed;
    if (awaySince() !== null) return void deadSince.delete(id);
    const { service, qr } = control.truthOf(id);
    const image = hidden() ? null : state.qr?.image;
    if (image && (!qr || codeImage(qr.text) !== image)) {
      wrongMs.codeNotValid += elapsed;
      const now = performance.now();
      if (!deadSince.has(id)) deadSince.set(id, now - elapsed);
      if (now - deadSince.get(id)! > seenWithinMs) wrongMs.codeDeadTooLong += elapsed;
    } else deadSince.delete(id);
    if (state.connected !== service.connected) wrongMs.connected += elapsed;
    if (state.loggedIn !== service.loggedIn) wrongMs.loggedIn += elapsed;
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
      // Merely unreachable must never become "disconnected".
      const fell = old?.connected && !state.connected && awaySince() !== null;
      if (fell && control.truthOf(state.id).service.connected) verdicts.falseDisconnected++;
      last.set(state.id, state);
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
