/** The Socket.IO protocol: event names, payloads, acks. Path /socket.io, namespace /, websocket only. */
import { z } from 'zod';
import { SessionState } from './session.ts';
import { Instant, Reason, TimelineType } from './words.ts';

export const protocolVersion = 1;
/** Ids in one `subscribe`: more would pass the 64 KB buffer and close the socket without an ack. */
export const maxSubscribeIds = 1_000;
/** States in one `session:states` page, and in the ack of a `subscribe`. */
export const snapshotPage = 500;

const Targets = z.union([z.literal('all'), z.array(z.string().max(64)).min(1).max(maxSubscribeIds)]);
export const SubscribePayload = z.strictObject({ sessions: Targets });
export const UnsubscribePayload = SubscribePayload;
export const AuthRefreshPayload = z.strictObject({ token: z.string().min(1).max(8_192) });
export type Targets = z.infer<typeof Targets>;

export const Refusal = z.strictObject({ ok: z.literal(false), reason: Reason, error: z.string() });
export type Refusal = z.infer<typeof Refusal>;

export const SubscribeAck = z.strictObject({
  ok: z.literal(true),
  serverTime: Instant,
  sessions: z.array(SessionState),
  denied: z.array(z.string()),
  more: z.boolean(),
});
export type SubscribeAck = z.infer<typeof SubscribeAck>;

export const SessionStateEvent = SessionState.extend({ changed: z.array(z.string()), serverTime: Instant });
export type SessionStateEvent = z.infer<typeof SessionStateEvent>;
export const SessionStatesEvent = z.strictObject({
  sessions: z.array(SessionState),
  more: z.boolean(),
  serverTime: Instant,
});
export type SessionStatesEvent = z.infer<typeof SessionStatesEvent>;
export const SessionRemovedEvent = z.strictObject({ id: z.string(), generation: z.number().int() });
export const PresenceEvent = z.strictObject({
  id: z.string(),
  viewers: z.array(z.strictObject({ userId: z.string(), name: z.string() })),
  idleStopsAt: Instant.nullable(),
});
export type PresenceEvent = z.infer<typeof PresenceEvent>;
export const TimelineEntry = z.strictObject({
  id: z.string(),
  sessionId: z.string().nullable(),
  at: Instant,
  type: TimelineType,
  actor: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const UpstreamStatusEvent = z.strictObject({
  status: z.enum(['reachable', 'unreachable']),
  since: Instant,
  observedAt: Instant.nullable(),
});
export type UpstreamStatusEvent = z.infer<typeof UpstreamStatusEvent>;

export interface ServerToClient {
  'session:state': (state: SessionStateEvent) => void;
  'session:states': (page: SessionStatesEvent) => void;
  'session:removed': (gone: z.infer<typeof SessionRemovedEvent>) => void;
  'session:presence': (presence: PresenceEvent) => void;
  'session:event': (entry: TimelineEntry) => void;
  'upstream:status': (status: UpstreamStatusEvent) => void;
  'auth:required': (info: { expiresAt: string }) => void;
  'auth:expired': (info: Record<string, never>) => void;
}

export interface ClientToServer {
  subscribe: (payload: { sessions: Targets }, ack: (answer: SubscribeAck | Refusal) => void) => void;
  unsubscribe: (payload: { sessions: Targets }, ack: (answer: { ok: true } | Refusal) => void) => void;
  'auth:refresh': (
    payload: { token: string },
    ack: (answer: { ok: true; expiresAt: string } | Refusal) => void,
  ) => void;
}
