/** What an action came to, for whoever asked: REST, a pairing link, or the gateway itself. */
import type { Reason, Why } from '../../contract/words.ts';

export interface Refused {
  ok: false;
  status: number;
  reason: Reason;
  why?: Why;
  error: string;
  details?: string;
  warning?: string;
  retryAfterS?: number;
}

export type Answer<T> = { ok: true; data: T; warning?: string } | Refused;

export interface Actor {
  /** A user's id, or "gateway". */
  id: string;
  name: string;
}

export const gatewayActor: Actor = { id: 'gateway', name: 'Heliograph' };

export const sessionNotFound: Refused = {
  ok: false,
  status: 404,
  reason: 'session_not_found',
  error: 'Session not found',
};
