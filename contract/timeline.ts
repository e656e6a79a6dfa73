/** What happened to a session, in pages. */
import { z } from 'zod';
import { TimelineEntry } from './socket.ts';

export const TimelineQuery = z.strictObject({
  /** An entry's id: a bigint's worth of digits. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Newest first. */
export const TimelineData = z.strictObject({
  events: z.array(TimelineEntry),
  nextCursor: z.string().nullable(),
});
