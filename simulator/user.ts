import { randomBytes } from 'node:crypto';

/** The user's store for media, in the shape that the service's answers have. */
export interface S3Config {
  enabled: boolean;
  endpoint: string;
  region: string;
  bucket: string;
  access_key: string;
  path_style: boolean;
  public_url: string;
  media_delivery: string;
  retention_days: number;
}

/** A row of the service's users table. */
export interface UserRow {
  id: string;
  name: string;
  token: string;
  webhook: string;
  jid: string;
  qrcode: string;
  /** What a restart of the service starts again. */
  connected: boolean;
  expiration: number;
  events: string;
  proxyEnabled: boolean;
  proxyUrl: string;
  s3: S3Config;
  hmacKey: string;
  /** Set by /session/hmac/config: a key given at the user's creation signs nothing. */
  hmacKeyByCall: boolean;
  /** Whether the user's own webhook is signed: forgotten in a restart, unless the restart starts the session. */
  hmacKeyInUse: boolean;
  history: string;
}

/** What the service keeps in memory for each token: session calls read this, not the row. */
export interface CachedUser {
  id: string;
  name: string;
  token: string;
  webhook: string;
  jid: string;
  qrcode: string;
  events: string;
}

export const emptyS3: S3Config = {
  enabled: false,
  endpoint: '',
  region: '',
  bucket: '',
  access_key: '***',
  path_style: false,
  public_url: '',
  media_delivery: '',
  retention_days: 0,
};

/** A new row with the service's defaults. */
export function newUserRow(fields: Partial<UserRow>): UserRow {
  return {
    id: randomBytes(16).toString('hex'),
    name: '',
    token: '',
    webhook: '',
    jid: '',
    qrcode: '',
    connected: false,
    expiration: 0,
    events: '',
    proxyEnabled: false,
    proxyUrl: '',
    s3: emptyS3,
    hmacKey: '',
    hmacKeyByCall: false,
    hmacKeyInUse: false,
    history: '0',
    ...fields,
  };
}

/** The cache entry made of a row when its token is seen first. */
export function cacheOf(row: UserRow): CachedUser {
  const { id, name, token, webhook, jid, qrcode, events } = row;
  return { id, name, token, webhook, jid, qrcode, events };
}

/** `{enabled, proxy_url}` as every answer has it. */
export function proxyConfig(row: UserRow) {
  return { enabled: row.proxyEnabled, proxy_url: row.proxyUrl };
}

/** S3 settings with their keys in the alphabetical order of Go's maps. */
export function s3Answer(s3: S3Config) {
  return {
    access_key: '***',
    bucket: s3.bucket,
    enabled: s3.enabled,
    endpoint: s3.endpoint,
    media_delivery: s3.media_delivery,
    path_style: s3.path_style,
    public_url: s3.public_url,
    region: s3.region,
    retention_days: s3.retention_days,
  };
}

/** One user in GET /admin/users. */
export function listRow(row: UserRow, live: { connected: boolean; loggedIn: boolean }) {
  return {
    connected: live.connected,
    events: row.events,
    expiration: row.expiration,
    id: row.id,
    jid: row.jid,
    loggedIn: live.loggedIn,
    name: row.name,
    proxy_config: proxyConfig(row),
    proxy_url: row.proxyUrl,
    qrcode: row.qrcode,
    s3_config: s3Answer(row.s3),
    token: row.token,
    webhook: row.webhook,
  };
}
