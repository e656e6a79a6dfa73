/** What is known of a fall: until when the session was up, who fell with it, and both in words. Pure. */
import type { Cause, SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import type { CauseCode } from '../../contract/words.ts';
import { causeWords } from '../sessions/now-words.ts';
import { moment } from '../time/words.ts';
import type { Speech } from '../words/language.tsx';

type Entry = Pick<TimelineEntry, 'at' | 'type' | 'data'>;

/** A service that answers again is looked at within this time: what it says then happened while it was away. */
const firstLookMs = 15_000;

/** When a session that is down was last seen online, ms; null: what was read of its past does not say. */
export function onlineUntil(entries: readonly Entry[]): number | null {
  const timed = entries.map((entry) => ({ ...entry, ms: Date.parse(entry.at) }));
  timed.sort((a, b) => b.ms - a.ms);
  const last = timed.find(({ data }) => data['from'] === 'online' || data['phase'] === 'online');
  if (!last || last.data['from'] !== 'online') return null;
  const before = timed.filter(({ ms }) => ms <= last.ms);
  const [turn] = before.filter(({ type }) => type.startsWith('upstream_'));
  if (turn?.type !== 'upstream_reachable' || last.ms - turn.ms > firstLookMs) return last.ms;
  const away = before.find(({ type, ms }) => type === 'upstream_unreachable' && ms <= turn.ms);
  return away?.ms ?? last.ms;
}

/** Falls of one sweep are this near to each other. */
const togetherMs = 5_000;
/** Others that fell in the same moment for these point to the service. */
const ofTheService: ReadonlySet<CauseCode> = new Set(['upstream_lost_session', 'client_outdated', 'unknown']);

/** How many other sessions fell in the same moment for the same reason, where that says something of the service. */
export function fellWith(
  { id, cause }: { id: string; cause: Pick<Cause, 'code' | 'since'> | null },
  sessions: readonly SessionState[],
): number {
  if (!cause || !ofTheService.has(cause.code)) return 0;
  const since = Date.parse(cause.since);
  return sessions.filter(
    (each) =>
      each.id !== id &&
      each.cause?.code === cause.code &&
      Math.abs(Date.parse(each.cause.since) - since) <= togetherMs,
  ).length;
}

interface Known {
  state: SessionState;
  /** `onlineUntil`. */
  until: number | null;
  /** `fellWith`. */
  others: number;
}

/** What happened, with its times; what to do about it is said elsewhere. @param at ms */
export function fallWords({ state, until, others }: Known, at: number, speech: Speech): string {
  const { t, language } = speech;
  const { cause, phaseSince } = state;
  const time = (ms: number) => moment(ms, at, language, true);
  const since = t('fall.since', { time: time(Date.parse(cause?.since ?? phaseSince)) });
  const wasUp = until === null ? [] : [t('fall.onlineUntil', { time: time(until) })];
  if (cause?.code === 'upstream_lost_session') {
    const said = t(others > 0 ? 'fall.noSessionRestarted' : 'fall.noSession', {
      since: until === null ? since : t('fall.sinceThen'),
    });
    const linked = (state.jid ?? state.lastJid) === null ? [] : [t('fall.stillLinked')];
    return [...wasUp, said, ...linked].join(' ');
  }
  return [...(until === null ? [`${since}.`] : wasUp), ...meaning(state, at, speech)].join(' ');
}

function meaning(state: SessionState, at: number, speech: Speech): string[] {
  const { t, language } = speech;
  const { cause } = state;
  switch (cause?.code) {
    case undefined:
    case 'unknown':
      // The title says that nobody knows.
      return [];
    case 'unlinked_on_phone':
    case 'replaced':
    case 'client_outdated':
      return [t(`fall.${cause.code}`)];
    case 'temporary_ban':
      if (cause.until === null) return [t('fall.bannedUntold')];
      return [t('fall.bannedUntil', { until: moment(Date.parse(cause.until), at, language) })];
    default:
      return [causeWords(state, at, speech).next];
  }
}
