/** What one cell of an uptime bar shows: the phase that deserves the most attention, and how high it stands. Pure. */
import type { UptimeData } from '../../contract/session-bodies.ts';
import type { Phase } from '../../contract/words.ts';

export type UptimeItem = UptimeData['items'][number];
export type UptimeCell = UptimeItem['cells'][number];

/** Cells speak by height too: online stands full, what is on its way lower, what is down lowest. */
export type Standing = 'online' | 'way' | 'down' | 'unseen';

const standings: Record<Phase, Standing> = {
  online: 'online',
  connecting: 'way',
  reconnecting: 'way',
  pairing: 'way',
  stopping: 'down',
  offline: 'down',
  'logged-out': 'down',
  'needs-attention': 'down',
};

/** A cell that was seen for less than half of its time says nothing of what it was. */
export const standingOf = ({ seen, worst }: Pick<UptimeCell, 'seen' | 'worst'>): Standing =>
  worst === null || seen < 0.5 ? 'unseen' : standings[worst];

/** How long it was seen, and not online, in ms. */
export function notOnlineMs({ from, to, online, seen }: UptimeCell): number {
  return (Date.parse(to) - Date.parse(from)) * seen * (1 - (online ?? 1));
}

/** Rows are made while they scroll by: making a formatter takes far longer than using it. */
const formats = new Map<string, Intl.NumberFormat>();

/** 0.998 → "99.8%"; never rounded up to a whole that it is not. */
export function percent(share: number, language: string): string {
  const made = formats.get(language) ?? new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  formats.set(language, made);
  return `${made.format(Math.floor(share * 1_000) / 10)}%`;
}
