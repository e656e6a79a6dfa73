/**
 * The state of the client's own connection.
 *
 *   connecting ──up──▶ live ──down──▶ reconnecting ──30 s──▶ offline
 *        │  ▲           ▲                  │  │                 │
 *        │  └─attempt── signed-out ◀─refused──┘◀────refused─────┤
 *        └──down──▶ reconnecting           └───────up──▶ live ◀─┘
 */
import type { ErrorReason } from './heliograph-error.ts';

export type Connection =
  | { is: 'connecting' }
  | { is: 'live'; since: number }
  /** `nextAttemptAt` null: an attempt is under way. */
  | { is: 'reconnecting'; since: number; nextAttemptAt: number | null }
  /** For a while now, or the browser has no network. Attempts go on. */
  | { is: 'offline'; since: number; nextAttemptAt: number | null }
  /** The gateway refused the credentials, and asking for others did not help. Nothing more is tried by itself. */
  | { is: 'signed-out'; reason: ErrorReason }
  | { is: 'closed' };

export type ConnectionEvent =
  | { type: 'attempt' }
  | { type: 'up' }
  | { type: 'down'; nextAttemptAt: number }
  | { type: 'network-gone' }
  | { type: 'refused'; reason: ErrorReason }
  | { type: 'close' };

const offlineAfterMs = 30_000;

/** @param now ms since the epoch on this machine's clock, as all times of a Connection are. */
export function nextConnection(state: Connection, event: ConnectionEvent, now: number): Connection {
  if (state.is === 'closed') return state;
  const since = state.is === 'reconnecting' || state.is === 'offline' ? state.since : now;
  switch (event.type) {
    case 'attempt':
      if (state.is === 'reconnecting' || state.is === 'offline') return { ...state, nextAttemptAt: null };
      return state.is === 'signed-out' ? { is: 'connecting' } : state;
    case 'up':
      return { is: 'live', since: now };
    case 'down': {
      const long = now - since >= offlineAfterMs;
      return { is: long ? 'offline' : 'reconnecting', since, nextAttemptAt: event.nextAttemptAt };
    }
    case 'network-gone':
      return state.is === 'signed-out' ? state : { is: 'offline', since, nextAttemptAt: null };
    case 'refused':
      return { is: 'signed-out', reason: event.reason };
    case 'close':
      return { is: 'closed' };
  }
}
