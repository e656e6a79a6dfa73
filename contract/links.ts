/** Pairing links: one session's code for whoever holds the phone and has no account. */
import { z } from 'zod';
import { Instant } from './words.ts';

export const NewPairingLinkBody = z.strictObject({
  expiresInMinutes: z.number().int().min(1).max(60).default(10),
});
/** The only time that the URL is shown. It is a path of the gateway; the token is in its fragment. */
export const NewPairingLink = z.strictObject({ id: z.string(), url: z.string(), expiresAt: Instant });
export type NewPairingLink = z.infer<typeof NewPairingLink>;

export const PairingLink = z.strictObject({
  id: z.string(),
  sessionId: z.string(),
  sessionName: z.string(),
  createdBy: z.strictObject({ id: z.string(), name: z.string() }),
  createdAt: Instant,
  expiresAt: Instant,
  /** Pairings that were started with it, of at most three. */
  starts: z.number().int(),
});
export type PairingLink = z.infer<typeof PairingLink>;
/** Open links, newest first. */
export const PairingLinksData = z.strictObject({ links: z.array(PairingLink) });
