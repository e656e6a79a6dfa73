/** Kinds of timeline entries, as a person looks for them. Pure. */
import type { TimelineEntry } from '../../contract/socket.ts';
import type { TimelineType } from '../../contract/words.ts';

export const timelineKinds = ['all', 'states', 'people', 'recovery', 'service'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

const kinds: Record<TimelineType, Exclude<TimelineKind, 'all'>> = {
  created: 'people',
  updated: 'people',
  deleted: 'people',
  transferred: 'people',
  connect: 'people',
  disconnect: 'people',
  logout: 'people',
  pairing_code: 'people',
  qr: 'states',
  connected: 'states',
  disconnected: 'states',
  logged_in: 'states',
  logged_out: 'states',
  recovery: 'recovery',
  upstream_reachable: 'service',
  upstream_unreachable: 'service',
};

/** "updated" is a person's deed with a name, and a change of the state without. */
export const kindOf = ({ type, actor }: Pick<TimelineEntry, 'type' | 'actor'>) =>
  type === 'updated' && actor === null ? 'states' : kinds[type];

export const ofKind = (kind: TimelineKind) => (entry: TimelineEntry) =>
  kind === 'all' || kindOf(entry) === kind;
