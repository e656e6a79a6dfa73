/** Holds what the gateway shows against what is so at the service, some fifty times a second. */
import type { SimulatorControl } from '../../simulator/control.ts';
import type { SessionState } from '../../contract/session.ts';

export interface Verdicts {
  /** Milliseconds for which what was shown was wrong, by kind; all sessions added up. */
  wrongMs: Record<'qr-dead' | 'connected' | 'logged-in', number>;
  /** States that said "disconnected" of a session that was up, while the service could not be asked. */
  falseDisconnected: number;
  versionsBackward: number;
}

export interface Judge {
  verdicts: Verdicts;
  shown(state: SessionState): void;
  /** Whether all that is shown is so. */
  agrees(): string[];
  stop(): void;
}

const everyMs = 20;

/** `awaySince`: since when the service cannot be asked; null: it can. What is old is not wrong while it cannot. */
export function createJudge(
  control: SimulatorControl,
  ids: readonly string[],
  awaySince: () => number | null,
): Judge {
  const last = new Map<string, SessionState>();
  const verdicts: Verdicts = {
    wrongMs: { 'qr-dead': 0, connected: 0, 'logged-in': 0 },
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
    if (state.qr && Date.parse(state.qr.expiresAt) + everyMs * 3 < Date.now())
      verdicts.wrongMs['qr-dead'] += elapsed;
    const { service } = control.truthOf(id);
    if (awaySince() !== null) return;
    if (state.connected !== service.connected) verdicts.wrongMs.connected += elapsed;
    if (state.loggedIn !== service.loggedIn) verdicts.wrongMs['logged-in'] += elapsed;
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
    agrees() {
      return ids.flatMap((id) => {
        const state = last.get(id);
        const { service } = control.truthOf(id);
        const so = state && state.connected === service.connected && state.loggedIn === service.loggedIn;
        return so
          ? []
          : [
              `${id}: shown ${state?.connected}/${state?.loggedIn} ${state?.phase}, is ${service.connected}/${service.loggedIn}`,
            ];
      });
    },
    stop: () => clearInterval(timer),
  };
}
