/** What is sent to make a session, to change it, to give it away and to reveal its secrets; and its uptime. */
import { z } from 'zod';
import { Session } from './session.ts';
import { Instant, Phase } from './words.ts';

/** Reads as "stays as it is" wherever a secret is expected. */
export const hiddenSecret = '***';

const Name = z.string().trim().min(1).max(200);
const Webhook = z
  .string()
  .max(2_000)
  .regex(/^$|^https?:\/\/[^\s/]\S*$/, 'not a web address');
const Events = z.array(z.string().min(1).max(100)).max(100);

/** Source: the service takes these kinds of proxies and no others. */
const ProxyUrl = z
  .string()
  .max(2_000)
  .regex(/^$|^\*{3}$|^(https?|socks5):\/\/[^\s/]\S*$/, 'not the address of an HTTP or SOCKS5 proxy');
export const ProxyInput = z.strictObject({
  enabled: z.boolean().optional(),
  /** "***", or what the session's record shows of it: stays as it is. */
  proxyUrl: ProxyUrl.optional(),
});

const S3Text = z.string().max(1_000);
/** What is left out stays as it is; so does a key that reads "***". */
export const S3Input = z.strictObject({
  enabled: z.boolean().optional(),
  endpoint: S3Text.optional(),
  region: S3Text.optional(),
  bucket: S3Text.optional(),
  accessKey: S3Text.optional(),
  secretKey: S3Text.optional(),
  pathStyle: z.boolean().optional(),
  publicUrl: S3Text.optional(),
  mediaDelivery: z.enum(['', 'base64', 's3', 'both']).optional(),
  retentionDays: z.number().int().min(0).max(36_500).optional(),
});

/** Left out, a token is made. An empty one would answer for whoever sends none. */
const Token = z
  .string()
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'not a token: printable ASCII without spaces')
  .refine((token) => token !== hiddenSecret, 'not a token');

export const SessionPatch = z.strictObject({
  name: Name.optional(),
  webhook: Webhook.optional(),
  events: Events.optional(),
  proxyConfig: ProxyInput.optional(),
  s3Config: S3Input.optional(),
});
export type SessionPatch = z.infer<typeof SessionPatch>;

export const NewSessionBody = SessionPatch.extend({ name: Name, token: Token.optional() });
export type NewSessionBody = z.infer<typeof NewSessionBody>;

/** Null: nobody's from now on. */
export const TransferBody = z.strictObject({ userId: z.string().min(1).max(300).nullable() });

export const revealable = ['token', 'proxyUrl', 's3AccessKey', 's3SecretKey'] as const;
export const RevealBody = z.strictObject({
  fields: z.array(z.enum(revealable)).min(1).max(revealable.length),
  /** For the audit. */
  reason: z.string().trim().min(5).max(500),
});
/** The fields that were asked for; "" where there is none. */
export const RevealData = z.strictObject({
  token: z.string().optional(),
  proxyUrl: z.string().optional(),
  s3AccessKey: z.string().optional(),
  s3SecretKey: z.string().optional(),
});
export type RevealData = z.infer<typeof RevealData>;

export const RemovedData = Session.pick({ id: true, generation: true });

export const uptimeWindows = ['24h', '7d'] as const;
export const mostIds = 200;
export const UptimeQuery = z.strictObject({
  /** Session ids with commas between them; left out: the first ones one may see. */
  ids: z.string().max(20_000).optional(),
  window: z.enum(uptimeWindows).default('24h'),
  cells: z.coerce.number().int().min(1).max(200).default(24),
});
export const UptimeCell = z.strictObject({
  from: Instant,
  to: Instant,
  /** The part of the time seen in which it was online; null where it was never seen. */
  online: z.number().min(0).max(1).nullable(),
  /** The part of the cell in which anybody looked. */
  seen: z.number().min(0).max(1),
  /** The phase that deserves the most attention of those seen. */
  worst: Phase.nullable(),
});
export const UptimeData = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      share: z.number().min(0).max(1).nullable(),
      cells: z.array(UptimeCell),
    }),
  ),
});
export type UptimeData = z.infer<typeof UptimeData>;
