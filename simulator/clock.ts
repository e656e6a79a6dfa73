/** Timers of one life: when the process they belong to dies, they all stop with it. */
export interface Timers {
  /** Runs `task` after `ms` of simulated time. Returns how to cancel it. */
  after(ms: number, task: () => void): () => void;
  /** Resolves after `ms` of simulated time; never, when the timers are cleared first. */
  sleep(ms: number): Promise<void>;
  /** Stops everything that waits; nothing can be started any more. */
  clear(): void;
}

/** Simulated time runs `speed` times as fast as the wall clock: with 10 the first QR code lives for 6 s. */
export function createTimers(speed: number): Timers {
  const pending = new Set<NodeJS.Timeout>();
  let cleared = false;
  const after = (ms: number, task: () => void) => {
    if (cleared) return () => {};
    const timer = setTimeout(() => {
      pending.delete(timer);
      task();
    }, ms / speed);
    pending.add(timer);
    return () => {
      clearTimeout(timer);
      pending.delete(timer);
    };
  };
  return {
    after,
    sleep: (ms) => new Promise((resolve) => void after(ms, resolve)),
    clear: () => {
      cleared = true;
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
