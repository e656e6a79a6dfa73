/** The Socket.IO protocol: event names, payloads, acks. Path /socket.io, namespace /, websocket only. */
import { z } from 'zod';
import { SessionState } from './session.ts';
import { Instant, Reason, TimelineType, Why } from './words.ts';

export { protocolVersion } from './protocol-version.ts';
/** Ids in one `subscribe`: more would pass the 64 KB buffer and close the socket without an ack. */
export const maxSubscribeIds = 1_000;
/** States in one `session:states` page, and in the ack of a `subscribe`. */
export const snapshotPage = 500;

const Targets = z.union([z.literal('all'), z.array(z.string().max(64)).min(1).max(maxSubscribeIds)]);
export const SubscribePayload = z.strictObject({ sessions: Targets });
export const UnsubscribePayload = SubscribePayload;
export const AuthRefreshPayload = z.strictObject({ token: z.string().min(1).max(8_192) });
export type Targets = z.infer<typeof Targets>;

/** A pairing link's socket may only call these two. */
export const PairingStartPayload = z.strictObject({});
export const PairingCodePayload = z.strictObject({ phone: z.string().min(1).max(64) });

export const Refusal = z.strictObject({
  ok: z.literal(false),
  reason: Reason,
  why: Why.optional(),
  error: z.string(),
  details: z.string().optional(),
  /** Seconds until another try makes sense. */
  retryAfterS: z.number().optional(),
});
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

export const AuthRequiredEvent = z.strictObject({ expiresAt: Instant });
export const AuthExpiredEvent = z.strictObject({});
/** To a pairing link's socket, first thing. `askedBy` is a display name, never an address. */
export const PairingContextEvent = z.strictObject({
  sessionName: z.string(),
  askedBy: z.string(),
  expiresAt: Instant,
});
export type PairingContextEvent = z.infer<typeof PairingContextEvent>;

export const Done = z.strictObject({ ok: z.literal(true) });
export const AuthRefreshAck = z.strictObject({ ok: z.literal(true), expiresAt: Instant });
export const PairingCodeAck = z.strictObject({ ok: z.literal(true), code: z.string() });

/** Every event the gateway sends, with its payload's schema. */
export const serverEvents = {
  'session:state': SessionStateEvent,
  'session:states': SessionStatesEvent,
  'session:removed': SessionRemovedEvent,
  'session:presence': PresenceEvent,
  'session:event': TimelineEntry,
  'upstream:status': UpstreamStatusEvent,
  'auth:required': AuthRequiredEvent,
  'auth:expired': AuthExpiredEvent,
  'pairing:context': PairingContextEvent,
} as const;

/** Every call a client makes: its payload, and the ack where it is granted (else a Refusal). */
export const clientCalls = {
  subscribe: { payload: SubscribePayload, ack: SubscribeAck },
  unsubscribe: { payload: UnsubscribePayload, ack: Done },
  'auth:refresh': { payload: AuthRefreshPayload, ack: AuthRefreshAck },
  'pairing:start': { payload: PairingStartPayload, ack: Done },
  'pairing:code': { payload: PairingCodePayload, ack: PairingCodeAck },
} as const;

export type ServerToClient = {
  [Name in keyof typeof serverEvents]: (payload: z.infer<(typeof serverEvents)[Name]>) => void;
};
export type ClientToServer = {
  [Name in keyof typeof clientCalls]: (
    payload: z.infer<(typeof clientCalls)[Name]['payload']>,
    ack: (answer: z.infer<(typeof clientCalls)[Name]['ack']> | Refusal) => void,
  ) => void;
};
