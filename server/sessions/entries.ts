/** What a change of facts writes into the timeline. Every change of phase leaves an entry: uptime reads them. */
import type { SessionRow } from '../../db/session-row.ts';
import type { NewTimelineEntry } from '../../db/timeline.ts';
import type { TimelineType } from '../../contract/words.ts';

export function entriesOf(
  before: SessionRow,
  after: SessionRow,
  now: number,
  actor: string | null,
): NewTimelineEntry[] {
  const told: { type: TimelineType; data: Record<string, unknown> }[] = [];
  if (after.connected && !before.connected) told.push({ type: 'connected', data: {} });
  // While it ends because nobody wants it any more, the service makes codes that nobody is shown.
  if (after.qr && after.phase === 'pairing' && after.qr.image !== before.qr?.image) {
    told.push({ type: 'qr', data: { attempt: after.qr.attempt, of: after.qr.of } });
  }
  if (after.loggedIn && !before.loggedIn) told.push({ type: 'logged_in', data: { jid: after.jid } });
  const unlinked = after.cause?.code === 'unlinked_on_phone' && before.cause?.code !== 'unlinked_on_phone';
  if (unlinked || (after.paired === 'no' && before.paired !== 'no')) {
    told.push({ type: 'logged_out', data: causeData(after) });
  }
  const newCause = after.cause !== null && after.cause.code !== before.cause?.code;
  if ((before.connected && !after.connected) || (newCause && told.length === 0)) {
    told.push({ type: 'disconnected', data: causeData(after) });
  }
  if (after.phase !== before.phase) {
    if (told.length === 0) told.push({ type: 'updated', data: {} });
    Object.assign(told.at(-1)!.data, { phase: after.phase, from: before.phase });
  }
  return told.map(({ type, data }) => ({ sessionId: after.id, at: now, type, actor, data }));
}

const causeData = (row: SessionRow) => (row.cause ? { cause: row.cause.code } : {});
