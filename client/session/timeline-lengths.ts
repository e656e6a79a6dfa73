/** How long what an entry ended had lasted: a drop, or the service's absence. Pure. */
import type { TimelineEntry } from '../../contract/socket.ts';

/** By the entry's id, ms; only where its beginning is known. @param newestFirst each once */
export function lengthsOf(newestFirst: readonly TimelineEntry[]): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  let fell: number | null = null;
  let away: number | null = null;
  for (const { id, at, type, data } of newestFirst.toReversed()) {
    const ms = Date.parse(at);
    if (type === 'upstream_unreachable') away = ms;
    if (type === 'upstream_reachable') {
      if (away !== null) lengths.set(id, ms - away);
      away = null;
    }
    if (data['phase'] === 'online') {
      if (fell !== null && data['from'] === 'reconnecting') lengths.set(id, ms - fell);
      fell = null;
    } else if (data['from'] === 'online') fell = ms;
  }
  return lengths;
}
