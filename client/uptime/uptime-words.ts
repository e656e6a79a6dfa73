/** A cell in words: its span, what it was, for how long, and why. Pure. */
import type { TimelineEntry } from '../../contract/socket.ts';
import { clockTime, moment, shortSpan } from '../time/words.ts';
import { hasSentence } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';
import { notOnlineMs, standingOf, type UptimeCell } from './cell.ts';

export interface CellWords {
  /** "03:55 – 04:11". */
  span: string;
  /** "Reconnecting for 38 s, network dropped". */
  what: string;
}

/** @param events of the session, any order: they know why it fell */
export function cellWords(
  cell: UptimeCell,
  events: readonly TimelineEntry[],
  now: number,
  { t, language }: Pick<Speech, 't' | 'language'>,
): CellWords {
  const [from, to] = [Date.parse(cell.from), Date.parse(cell.to)];
  const span = `${moment(from, now, language)} – ${clockTime(Math.min(to, now))}`;
  const standing = standingOf(cell);
  if (standing === 'unseen' || cell.worst === null) return { span, what: t('detail.cells.unseen') };
  const phase = t(`phase.${cell.worst}`);
  if (standing === 'online') return { span, what: phase };
  const ms = notOnlineMs(cell);
  const whole = ms >= (to - from) * 0.99;
  const said = whole || ms < 1_000 ? phase : t('uptime.phaseFor', { phase, span: shortSpan(ms, language) });
  const why = causeIn(events, from, to, t);
  return { span, what: why === null ? said : t('uptime.because', { said, why }) };
}

/** Why it was not online then: the newest cause up to the cell's end, and not one from before it came back. */
function causeIn(events: readonly TimelineEntry[], from: number, to: number, t: Speech['t']): string | null {
  const before = events
    .filter(({ at }) => Date.parse(at) < to)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  for (const { at, type, data } of before) {
    const cause = data['cause'];
    const key = `cause.${String(cause)}.title`;
    if (cause === 'by_admin') return t('cause.switchedOff');
    if (typeof cause === 'string' && hasSentence(key)) return t(key);
    const back = type === 'logged_in' || (type === 'connected' && data['phase'] === 'online');
    if (back && Date.parse(at) < from) return null;
  }
  return null;
}

/** All of the time seen in which it was not online, in ms. */
export const downMs = (cells: readonly UptimeCell[]) =>
  cells.reduce((sum, cell) => sum + notOnlineMs(cell), 0);
