/**
 * What pushes said lately. It is never believed for a fall or a login (a push carries no time and may come minutes
 * late): it only lends its cause to the fall that a look sees within moments of it.
 */
import type { Clock } from '../clock.ts';
import type { Push } from '../upstream/push.ts';

/** A push as the fold may use it. */
export type Heard = Pick<Push, 'type'> & { at: number; reason?: number | null; expireMs?: number | null };

export interface Hearsay {
  hear(sessionId: string, push: Push): void;
  /** What was pushed about it within the last seconds, the oldest first. */
  lately(sessionId: string): Heard[];
}

/** The last look that a push causes comes 3 s after it; what is older explains nothing. */
const rememberMs = 4_000;

export function createHearsay(clock: Clock): Hearsay {
  const bySession = new Map<string, Heard[]>();

  function lately(sessionId: string): Heard[] {
    const oldest = clock.now() - rememberMs;
    const recent = (bySession.get(sessionId) ?? []).filter(({ at }) => at >= oldest);
    if (recent.length === 0) bySession.delete(sessionId);
    else bySession.set(sessionId, recent);
    return recent;
  }

  return {
    lately,
    hear(sessionId, push) {
      const heard: Heard = { type: push.type, at: clock.now() };
      if (push.type === 'LoggedOut' || push.type === 'ConnectFailure') heard.reason = push.reason;
      if (push.type === 'TemporaryBan') heard.expireMs = push.expireMs;
      bySession.set(sessionId, [...lately(sessionId), heard].slice(-20));
    },
  };
}

/** The newest of these types, if any was heard. */
export const heardOf = (heard: Heard[] | undefined, ...types: Heard['type'][]) =>
  heard?.findLast(({ type }) => types.includes(type));
