/** Bodies and answers of the REST calls, outside the seed's six actions (see actions.ts). */
import { z } from 'zod';
import { Session } from './session.ts';
import { Instant, Role } from './words.ts';

export const LoginBody = z.strictObject({
  email: z.string().min(1).max(320),
  password: z.string().min(1).max(1024),
});
export const User = z.strictObject({
  id: z.string(),
  email: z.string().nullable(),
  name: z.string(),
  role: Role,
});
export type User = z.infer<typeof User>;
export const LoginData = z.strictObject({ accessToken: z.string(), expiresAt: Instant, user: User });
export type LoginData = z.infer<typeof LoginData>;

export const statusFilters = ['all', 'connected', 'qr_required', 'disconnected'] as const;
export const SessionsQuery = z.strictObject({
  status: z.enum(statusFilters).default('all'),
  q: z.string().max(200).optional(),
  ownerId: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  /** Session ids with commas between them, at most 200: these alone, whatever the rest of the query says. */
  ids: z.string().max(20_000).optional(),
});
export type SessionsQuery = z.infer<typeof SessionsQuery>;
export const SessionsData = z.strictObject({
  sessions: z.array(Session),
  total: z.number().int(),
  nextCursor: z.string().nullable(),
});
export type SessionsData = z.infer<typeof SessionsData>;
