/** What a client may know of a session: the state that is pushed, and the whole record that REST shows. */
import { z } from 'zod';
import { CauseCode, Instant, Phase } from './words.ts';

/** A code on the screen. `image` is a PNG data URL; lists carry no `image` key at all. */
export const Qr = z.strictObject({
  image: z.string().optional(),
  issuedAt: Instant,
  expiresAt: Instant,
  attempt: z.number().int().nullable(),
  of: z.number().int().nullable(),
});
export type Qr = z.infer<typeof Qr>;

export const PairingCode = z.strictObject({
  code: z.string().optional(),
  phone: z.string(),
  expiresAt: Instant,
});
export type PairingCode = z.infer<typeof PairingCode>;

export const Cause = z.strictObject({
  code: CauseCode,
  message: z.string(),
  next: z.string(),
  since: Instant,
  until: Instant.nullable(),
  by: z.string().nullable(),
});
export type Cause = z.infer<typeof Cause>;

export const freshnessSources = ['webhook', 'sweep', 'status', 'action'] as const;
export const Freshness = z.strictObject({
  observedAt: Instant,
  source: z.enum(freshnessSources),
  upstream: z.enum(['reachable', 'unreachable']),
});
export type Freshness = z.infer<typeof Freshness>;

export const SessionState = z.strictObject({
  id: z.string(),
  name: z.string(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  generation: z.number().int(),
  version: z.number().int(),
  phase: Phase,
  phaseSince: Instant,
  connected: z.boolean(),
  loggedIn: z.boolean(),
  jid: z.string().nullable(),
  lastJid: z.string().nullable(),
  scannedAt: Instant.nullable(),
  qr: Qr.nullable(),
  pairingCode: PairingCode.nullable(),
  idleStopsAt: Instant.nullable(),
  pairingEndsAt: Instant.nullable(),
  cause: Cause.nullable(),
  desired: z.enum(['online', 'offline']),
  recovery: z.strictObject({ attempt: z.number().int(), nextAttemptAt: Instant.nullable() }).nullable(),
  freshness: Freshness,
});
export type SessionState = z.infer<typeof SessionState>;

/** What the proxy part of a session's record shows; credentials in `proxyUrl` read "***" for most. */
export const ProxyConfig = z.strictObject({ enabled: z.boolean(), proxyUrl: z.string() });

export const S3Config = z.strictObject({
  enabled: z.boolean(),
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  accessKey: z.string(),
  secretKey: z.string(),
  pathStyle: z.boolean(),
  publicUrl: z.string(),
  mediaDelivery: z.string(),
  retentionDays: z.number().int(),
});

/** A session's record over REST: the state without image and code, and its settings with secrets masked. */
export const Session = SessionState.extend({
  owner: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  token: z.string(),
  webhook: z.string(),
  events: z.array(z.string()),
  proxyConfig: ProxyConfig,
  s3Config: S3Config,
  createdAt: Instant,
  updatedAt: Instant,
});
export type Session = z.infer<typeof Session>;
