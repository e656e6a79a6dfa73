/** The bodies of the calls that set a session up: the service spells the same things in two ways. */
import type { S3Reading } from './session-reading.ts';

export interface S3Input extends S3Reading {
  accessKey: string;
  secretKey: string;
}

export interface SessionEdit {
  name?: string;
  token?: string;
  webhook?: string;
  /** Seconds since the epoch; 0 for never. */
  expiration?: number;
  events?: string[];
  proxy?: { url: string; enabled: boolean };
  s3?: S3Input;
}

export interface NewSession extends SessionEdit {
  name: string;
  token: string;
  /** At least 32 characters. Signs nothing until it is set by /session/hmac/config too. */
  hmacKey?: string;
}

/** POST /session/s3/config. */
export const s3Body = (s3: S3Input) => ({
  enabled: s3.enabled,
  endpoint: s3.endpoint,
  region: s3.region,
  bucket: s3.bucket,
  access_key: s3.accessKey,
  secret_key: s3.secretKey,
  path_style: s3.pathStyle,
  public_url: s3.publicUrl,
  media_delivery: s3.mediaDelivery,
  retention_days: s3.retentionDays,
});

/**
 * POST and PUT /admin/users. Throws RangeError for an empty token: to the service, calls without a token would be
 * that session's from then on.
 */
export function adminBody({ events, proxy, s3, ...rest }: SessionEdit & { hmacKey?: string }) {
  if (rest.token === '') throw new RangeError('a session needs a token');
  return {
    ...rest,
    ...(events && { events: events.join(',') }),
    ...(proxy && { proxyConfig: { enabled: proxy.enabled, proxyURL: proxy.url } }),
    ...(s3 && { s3Config: adminS3(s3) }),
  };
}

const adminS3 = ({ publicUrl, ...s3 }: S3Input) => ({ ...s3, publicURL: publicUrl });
