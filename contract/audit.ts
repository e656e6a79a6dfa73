/** The audit: who did what, to which session, from where, and what came of it. */
import { z } from 'zod';
import { auditActions, auditOutcomes } from './audit-words.ts';
import { Instant } from './words.ts';

export const AuditAction = z.enum(auditActions);
export type AuditAction = z.infer<typeof AuditAction>;

/** `stranger`: nobody signed in; `link`: whoever has a pairing link. */
export const actorKinds = ['user', 'key', 'link', 'gateway', 'stranger'] as const;
export type ActorKind = (typeof actorKinds)[number];

export type AuditOutcome = (typeof auditOutcomes)[number];

export const AuditEntry = z.strictObject({
  id: z.string(),
  at: Instant,
  actor: z.strictObject({ id: z.string().nullable(), name: z.string(), kind: z.enum(actorKinds) }),
  action: AuditAction,
  sessionId: z.string().nullable(),
  ip: z.string().nullable(),
  outcome: z.enum(auditOutcomes),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = z.strictObject({
  /** An entry's id: a bigint's worth of digits. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** A user's id, which finds what that user's keys did too, or a key's. */
  actor: z.string().min(1).max(300).optional(),
  sessionId: z.string().min(1).max(64).optional(),
  action: AuditAction.optional(),
  outcome: z.enum(auditOutcomes).optional(),
  /** At this moment or later. */
  since: Instant.optional(),
  /** Before this moment. */
  until: Instant.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** Newest first. */
export const AuditData = z.strictObject({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });
export type AuditData = z.infer<typeof AuditData>;
