/** Tells when the machine or the page was away: timers stood still, a page came back, the network did. */
const tickMs = 2_000;
/** Browsers run the timers of hidden pages once a minute: that alone is no sleep. */
const hiddenTickMs = 65_000;
const sleptMs = 5_000;

export interface WakeHandlers {
  /** Timers stood still since then: what is shown may be old, and the clock is not to be trusted. */
  slept(since: number): void;
  /** Somebody looks again, or the network is back: a good moment for the next attempt. */
  back(): void;
  /** The browser says that there is no network. */
  networkGone(): void;
}

export interface WakeWatch {
  /** Notices a sleep at once: what is heard first after one may be older than it. */
  check(): void;
  stop(): void;
}

export function watchWake(on: WakeHandlers, wall: () => number = Date.now): WakeWatch {
  const page = typeof document === 'undefined' ? null : document;
  const view = typeof window === 'undefined' ? null : window;
  let last = wall();
  const check = () => {
    const before = last;
    last = wall();
    const gap = last - before;
    const usualMs = page?.visibilityState === 'hidden' ? hiddenTickMs : tickMs;
    // A clock that was set back: it is not known how long.
    if (gap > usualMs + sleptMs || gap < -sleptMs) on.slept(Math.min(before, last));
  };
  const timer = setInterval(check, tickMs);
  // In Node a timer alone must not keep a program running.
  if (typeof timer === 'object' && 'unref' in timer) timer.unref();
  const visible = () => {
    if (page?.visibilityState !== 'visible') return;
    check();
    on.back();
  };
  const shown = (event: PageTransitionEvent) => {
    if (event.persisted) on.slept(last);
    on.back();
  };
  page?.addEventListener('visibilitychange', visible);
  view?.addEventListener('pageshow', shown);
  view?.addEventListener('online', on.back);
  view?.addEventListener('offline', on.networkGone);
  const stop = () => {
    clearInterval(timer);
    page?.removeEventListener('visibilitychange', visible);
    view?.removeEventListener('pageshow', shown);
    view?.removeEventListener('online', on.back);
    view?.removeEventListener('offline', on.networkGone);
  };
  return { check, stop };
}
