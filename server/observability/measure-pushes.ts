/** Measures how long changes take to go out. To be called when the sockets listen: they hear of a change first. */
import type { Clock } from '../clock.ts';
import type { Tail } from '../realtime/tail.ts';
import type { Metrics } from './metrics.ts';
import type { PushHistory } from './push-history.ts';

export function measurePushes(deps: {
  tail: Pick<Tail, 'on'>;
  clock: Clock;
  metrics: Pick<Metrics, 'pushed'>;
  history: Pick<PushHistory, 'pushed'>;
}): void {
  deps.tail.on((news) => {
    if (news.kind !== 'state' || !news.before || news.row.observedAt === news.before.observedAt) return;
    const tookMs = Math.max(0, deps.clock.now() - news.row.observedAt);
    deps.metrics.pushed(tookMs, news.row.observedBy);
    deps.history.pushed(tookMs, news.row.observedBy);
  });
}
