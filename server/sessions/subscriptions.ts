/** Which events a session subscribes to upstream: the admin's own, and the life events beside them. */
import { knownEvents } from '../../contract/actions.ts';
import { eventList } from './present.ts';

/**
 * What tells of a session's life. Never `All` or `ConnectFailure` by ourselves: with them a failing connect kills
 * the service (connect-three-attempts-fail), and `All` pushes the account's secrets (push-name).
 */
export const lifeEvents = [
  'QR',
  'QRTimeout',
  'PairSuccess',
  'PairError',
  'Connected',
  'Disconnected',
  'LoggedOut',
  'TemporaryBan',
  'ClientOutdated',
  'StreamError',
  'KeepAliveTimeout',
  'KeepAliveRestored',
] as const;

const byLowerCase = new Map(knownEvents.map((name) => [name.toLowerCase(), name]));

/** The names as the service writes them; `unknown` lists those it does not know. */
export function readEvents(names: string[]): { events: string[]; unknown: string[] } {
  const events: string[] = [];
  const unknown: string[] = [];
  for (const name of names) {
    const known = byLowerCase.get(name.trim().toLowerCase());
    if (!known) unknown.push(name);
    else if (!events.includes(known)) events.push(known);
  }
  return { events, unknown };
}

/** What to send upstream for an admin's stored events. `pushed`: the service's global webhook comes here. */
export function wantedUpstream(stored: string, pushed: boolean): string[] {
  const own = eventList(stored);
  if (own.length === 0) return [...lifeEvents];
  if (own.includes('All') || !pushed) return own;
  return [...new Set([...own, ...lifeEvents])];
}

/** The admin's part of what the service has: life events that stand there as a whole are ours. */
export function ownEvents(upstream: string): string {
  const names = eventList(upstream);
  const ours = lifeEvents.every((name) => names.includes(name));
  return (ours ? names.filter((name) => !(lifeEvents as readonly string[]).includes(name)) : names).join(',');
}
