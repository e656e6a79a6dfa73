/** The causes that pushes lend to a fall. */
import type { Facts } from '../../db/session-row.ts';
import { causeOf } from './facts.ts';
import { heardOf } from './hearsay.ts';
import type { Look } from './observation.ts';

/** Only a push tells a refusal that lasts from a drop that heals (T3). */
export function refusedForGood(look: Look, now: number): Facts['cause'] {
  const heard = heardOf(look.heard, 'TemporaryBan', 'ClientOutdated', 'ConnectFailure');
  if (!heard) return null;
  if (heard.type === 'ClientOutdated') return causeOf('client_outdated', now);
  if (heard.type === 'ConnectFailure') return causeOf('unknown', now);
  return causeOf('temporary_ban', now, { until: heard.expireMs ? heard.at + heard.expireMs : null });
}

/** Whether a push since then says that WhatsApp ended the login itself. */
export const refusalHeard = (look: Look, since: number) =>
  (heardOf(look.heard, 'TemporaryBan', 'ClientOutdated', 'ConnectFailure', 'LoggedOut')?.at ?? -Infinity) >=
  since;
