/** Taking over what the service has: what a sync would change now, and what one did. */
import { z } from 'zod';

export const SyncData = z.strictObject({
  created: z.number().int(),
  updated: z.number().int(),
  missing: z.number().int(),
  total: z.number().int(),
});
export type SyncData = z.infer<typeof SyncData>;

/** As the session's record names them. */
export const syncFields = [
  /** It was made anew at the service under the same token. */
  'id',
  'name',
  'token',
  'webhook',
  'proxyConfig.enabled',
  'proxyConfig.proxyUrl',
  's3Config.enabled',
  's3Config.endpoint',
  's3Config.region',
  's3Config.bucket',
  's3Config.pathStyle',
  's3Config.publicUrl',
  's3Config.mediaDelivery',
  's3Config.retentionDays',
] as const;
export type SyncField = (typeof syncFields)[number];

const Value = z.union([z.string(), z.number(), z.boolean()]);
/** Secrets read "***": where both sides then read the same, it is the secret that changes. */
export const SyncChange = z.strictObject({ field: z.enum(syncFields), before: Value, after: Value });
export type SyncChange = z.infer<typeof SyncChange>;

const Listed = z.strictObject({ id: z.string(), name: z.string() });
const Owned = Listed.extend({ owner: z.strictObject({ id: z.string(), name: z.string() }).nullable() });

/** `no_token`: it would be whoever sends none. `token_taken`: another session here has its token. */
export const leftOutWhys = ['no_token', 'token_taken'] as const;

export const SyncPreview = z.strictObject({
  /** How many sessions the service has. */
  total: z.number().int(),
  /** How many are here and there alike. */
  same: z.number().int(),
  /** New here, and nobody's. */
  created: z.array(Listed.extend({ connected: z.boolean(), loggedIn: z.boolean() })),
  /** They keep their owners, their events and what the service hides. */
  updated: z.array(Owned.extend({ changes: z.array(SyncChange) })),
  /** The service no longer has them. They stay here as they are. */
  missing: z.array(Owned),
  leftOut: z.array(Listed.extend({ why: z.enum(leftOutWhys) })),
});
export type SyncPreview = z.infer<typeof SyncPreview>;
