/** The envelope of every REST answer. The HTTP status always equals `code`. */
import { z } from 'zod';
import { Reason, Why } from './words.ts';

export const success = <T extends z.ZodType>(data: T) =>
  z.strictObject({ success: z.literal(true), code: z.number().int(), data });

export const Failure = z.strictObject({
  success: z.literal(false),
  code: z.number().int(),
  error: z.string(),
  reason: Reason,
  why: Why.optional(),
  details: z.string().optional(),
  warning: z.string().optional(),
});
export type Failure = z.infer<typeof Failure>;
