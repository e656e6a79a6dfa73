/** What one answer of the service says about one session. */
export interface S3Reading {
  enabled: boolean;
  endpoint: string;
  region: string;
  bucket: string;
  pathStyle: boolean;
  publicUrl: string;
  mediaDelivery: string;
  retentionDays: number;
}

export interface SessionReading {
  /** 32 hex digits; "" only when `partial`. */
  id: string;
  name: string;
  /** The session's token, in clear: never to be logged. */
  token: string;
  connected: boolean;
  loggedIn: boolean;
  /** From the service's cache: no proof of a login, and old after a logout. "" for none. */
  jid: string;
  /** A PNG data URL or "". From a cache too: a code only while connected and not logged in. */
  qrImage: string;
  /** Names joined by ","; "" for none. */
  events: string;
  webhook: string;
  proxyEnabled: boolean;
  proxyUrl: string;
  s3: S3Reading;
  /** The answer told only connected and loggedIn (builds of 2025 do): all else here is unknown, not empty. */
  partial: boolean;
}

type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const flag = (value: unknown): boolean => value === true || value === 1 || value === 'true' || value === '1';
const count = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** A picture that may be shown, or "": whatever else the service sends never reaches an <img>. */
export const pngImage = (value: unknown): string =>
  typeof value === 'string' && value.startsWith('data:image/png;base64,') ? value : '';

function s3Reading(value: unknown): S3Reading {
  const s3 = isFields(value) ? value : {};
  return {
    enabled: flag(s3.enabled),
    endpoint: text(s3.endpoint),
    region: text(s3.region),
    bucket: text(s3.bucket),
    pathStyle: flag(s3.path_style),
    publicUrl: text(s3.public_url),
    mediaDelivery: text(s3.media_delivery),
    retentionDays: count(s3.retention_days),
  };
}

/**
 * Reads a row of GET /admin/users or the data of GET /session/status; missing keys read as empty. Null when it is
 * neither: not an object, or one that does not even tell whether the session is connected.
 */
export function readSession(value: unknown): SessionReading | null {
  if (!isFields(value)) return null;
  const connected = value.connected ?? value.Connected;
  const loggedIn = value.loggedIn ?? value.LoggedIn;
  if (connected === undefined || loggedIn === undefined) return null;
  const proxy = isFields(value.proxy_config) ? value.proxy_config : {};
  return {
    id: text(value.id),
    name: text(value.name),
    token: text(value.token),
    connected: flag(connected),
    loggedIn: flag(loggedIn),
    jid: text(value.jid),
    qrImage: pngImage(value.qrcode),
    events: text(value.events),
    webhook: text(value.webhook),
    proxyEnabled: flag(proxy.enabled),
    proxyUrl: text(proxy.proxy_url) || text(value.proxy_url),
    s3: s3Reading(value.s3_config),
    partial: text(value.id) === '',
  };
}
