/** The words of the wire that never change: phases, causes, reasons, event names. */
import { z } from 'zod';

export const phases = [
  'offline',
  'connecting',
  'pairing',
  'stopping',
  'online',
  'reconnecting',
  'logged-out',
  'needs-attention',
] as const;
export const Phase = z.enum(phases);
export type Phase = z.infer<typeof Phase>;

export const causeCodes = [
  'unlinked_on_phone',
  'replaced',
  'temporary_ban',
  'client_outdated',
  'qr_timeout',
  'pairing_failed',
  'network',
  'idle',
  'by_admin',
  'upstream_lost_session',
  'unknown',
] as const;
export const CauseCode = z.enum(causeCodes);
export type CauseCode = z.infer<typeof CauseCode>;

export const reasons = [
  'unauthorized',
  'token_expired',
  'forbidden',
  'session_not_found',
  'not_found',
  'method_not_allowed',
  'invalid_body',
  'invalid_query',
  'invalid_phone',
  'token_taken',
  'no_session',
  'not_connected',
  'already_logged_in',
  'already_paired',
  'not_logged_in',
  'action_in_progress',
  'not_now',
  'unknown_event',
  'admin_token_missing',
  'last_admin',
  'email_taken',
  'link_ended',
  'origin_refused',
  'too_many',
  'idempotency_key_reused',
  'rate_limited',
  'payload_too_large',
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_unavailable',
  'upstream_error',
  'internal',
] as const;
export const Reason = z.enum(reasons);
export type Reason = z.infer<typeof Reason>;

/** What a `reason` alone leaves open, for whoever says it in another language. */
export const whys = [
  // not_now
  'closing',
  'fell',
  'connecting',
  'heals',
  'banned',
  'unproven',
  'all_away',
  'codes_run',
  'undecided',
  // action_in_progress
  'overruled',
  'outcome_unknown',
  // upstream_timeout
  'whatsapp_silent',
  // not_now, of the demo's phone
  'no_code',
  'stale_code',
  'wrong_code',
  'other_number',
  'never_paired',
  'not_waiting',
] as const;
export const Why = z.enum(whys);
export type Why = z.infer<typeof Why>;

export const timelineTypes = [
  'created',
  'updated',
  'deleted',
  'transferred',
  'connect',
  'disconnect',
  'logout',
  'pairing_code',
  'qr',
  'connected',
  'disconnected',
  'logged_in',
  'logged_out',
  'recovery',
  'upstream_reachable',
  'upstream_unreachable',
] as const;
export const TimelineType = z.enum(timelineTypes);
export type TimelineType = z.infer<typeof TimelineType>;

export const roles = ['admin', 'operator', 'viewer'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** An instant as ISO 8601 in UTC, always on Postgres's clock. */
export const Instant = z.iso.datetime();
