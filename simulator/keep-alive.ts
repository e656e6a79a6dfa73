import type { Timers } from './clock.ts';

/** The library pings every 20 to 30 s and waits 10 s for the answer. */
const PING_MIN_MS = 20_000;
const PING_SPREAD_MS = 10_000;
const PING_ANSWER_MS = 10_000;
const GIVE_UP_MS = 180_000;

interface KeepAliveWatch {
  isSilent(): boolean;
  onTimeout(body: { ErrorCount: number; LastSuccess: string }): void;
  onRestored(): void;
  onGiveUp(): void;
}

/** Watches an online socket by pings. Returns how to stop. */
export function startKeepAlive(timers: Timers, watch: KeepAliveWatch): () => void {
  let cancel = () => {};
  let errors = 0;
  let silentMs = 0;
  let lastSuccess = new Date();
  const next = () => {
    const waitMs = PING_MIN_MS + Math.random() * PING_SPREAD_MS;
    cancel = timers.after(waitMs, () => ping(waitMs));
  };
  const ping = (waitedMs: number) => {
    if (!watch.isSilent()) {
      lastSuccess = new Date();
      silentMs = 0;
      if (errors > 0) watch.onRestored();
      errors = 0;
      return next();
    }
    cancel = timers.after(PING_ANSWER_MS, () => {
      errors += 1;
      silentMs += waitedMs + PING_ANSWER_MS;
      watch.onTimeout({ ErrorCount: errors, LastSuccess: lastSuccess.toISOString() });
      if (silentMs >= GIVE_UP_MS) return watch.onGiveUp();
      next();
    });
  };
  next();
  return () => cancel();
}
