/** What the gateway learns about a session. Each observation carries the time it speaks of. */
import type { ObservedBy } from '../../db/session-row.ts';
import type { Heard } from './hearsay.ts';

/** One answer of the service about one session. */
export interface Look {
  kind: 'look';
  /** When the service was asked; an answer is never newer than its question. */
  askedAt: number;
  by: ObservedBy;
  connected: boolean;
  loggedIn: boolean;
  jid: string;
  /** PNG data URL from the service's cache, or "". */
  qrImage: string;
  /** The names that the service has for it, joined by ",". */
  events: string;
  /** When the session was last confirmed before this look: a code that is new appeared after that. */
  previousAt: number | null;
  /** What /session/qr said, where it was asked to tell falls apart. */
  qrSays?: string;
  /** The service itself was away since the session was last confirmed. */
  serviceWasAway?: boolean;
  /** What was pushed about it in the last seconds: the cause of a fall that this look sees. */
  heard?: Heard[];
}

export type Observation =
  | Look
  /** The service no longer has the session. */
  | { kind: 'lost'; askedAt: number }
  /** Somebody wants it online or offline. Stored before anything is done about it. */
  | { kind: 'wish'; desired: 'online' | 'offline'; by: string | null; why: 'by_admin' | 'idle' }
  /**
   * A connect reached the service; `unsure`: it may have, or may still. `quietly`: without events, which are owed
   * once it is online.
   */
  | { kind: 'connect-sent'; sentAt: number; quietly: boolean; unsure?: boolean }
  /** The events of a session that was connected without any are turned on. */
  | { kind: 'events-given' }
  /** A disconnect reached the service; `unsure`: it may still be carried out. */
  | { kind: 'disconnect-sent'; unsure: boolean }
  /** The service said that the account is logged out. */
  | { kind: 'logged-out'; by: string | null }
  | { kind: 'pairing-code'; code: string; phone: string }
  /** A code was pushed: the one push that is believed, and only while it can be no late one. */
  | { kind: 'pushed-code'; image: string; arrivedAt: number; previousAt: number | null }
  /** An attempt to bring it back did not; `counts`: it was made, and not only put off. */
  | { kind: 'recovery-failed'; counts: boolean }
  /** Time passed. */
  | { kind: 'deadline' };
