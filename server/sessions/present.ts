/** What leaves the house: every answer about a session is made here, from a list of what may be seen. */
import type { StatusData } from '../../contract/actions.ts';
import type { Session, SessionState } from '../../contract/session.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { causeWords } from './causes.ts';
import type { Known } from './known.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));
const hidden = '***';
const masked = (secret: string) => (secret === '' ? '' : hidden);

export interface Overlay {
  observedAt: number;
  source: SessionState['freshness']['source'];
  upstream: 'reachable' | 'unreachable';
  /** When an unwatched pairing is stopped; null while somebody looks. */
  idleStopsAt: number | null;
}

/** Freshness and idle time of one session, as they stand now. */
export function overlay(known: Known, row: SessionRow, idleStopsAt: number | null): Overlay {
  const seen = known.seen(row.id);
  const swept = known.upstream.observedAt ?? 0;
  const own = seen && seen.at >= row.observedAt ? seen : { at: row.observedAt, by: row.observedBy };
  const latest = swept > own.at && sweepCovers(row) ? { at: swept, by: 'sweep' as const } : own;
  return { observedAt: latest.at, source: latest.by, upstream: known.upstream.status, idleStopsAt };
}

const sweepCovers = (row: SessionRow) => row.cause?.code !== 'upstream_lost_session';

/**
 * A session's state for the wire. `codes`: with image and pairing code (by id, for who may see them);
 * without, `qr` lacks `image` and `pairingCode` lacks `code`. A code past its end is blank here too,
 * whether or not its end was committed.
 */
export function presentState(row: SessionRow, over: Overlay, now: number, codes: boolean): SessionState {
  const qr = row.qr && row.qr.expiresAt > now && row.phase === 'pairing' ? row.qr : null;
  const code =
    row.pairingCode && row.pairingCode.expiresAt > now && row.phase === 'pairing' ? row.pairingCode : null;
  return {
    id: row.id,
    name: row.name,
    ownerId: row.ownerId,
    ownerName: row.ownerName,
    generation: row.generation,
    version: row.version,
    phase: row.phase,
    phaseSince: iso(row.phaseSince),
    connected: row.connected,
    loggedIn: row.loggedIn,
    jid: row.jid,
    lastJid: row.lastJid,
    scannedAt: isoOrNull(row.scannedAt),
    qr: qr && {
      ...(codes ? { image: qr.image } : {}),
      issuedAt: iso(qr.issuedAt),
      expiresAt: iso(qr.expiresAt),
      attempt: qr.attempt,
      of: qr.of,
    },
    pairingCode: code && {
      ...(codes ? { code: code.code } : {}),
      phone: code.phone,
      expiresAt: iso(code.expiresAt),
    },
    idleStopsAt: isoOrNull(over.idleStopsAt),
    pairingEndsAt: row.pairing ? iso(row.pairing.endsAt) : null,
    cause: row.cause && {
      code: row.cause.code,
      ...causeWords(row.cause),
      since: iso(row.cause.since),
      until: isoOrNull(row.cause.until),
      by: row.cause.by,
    },
    desired: row.desired,
    recovery: row.recovery && {
      attempt: row.recovery.attempt,
      nextAttemptAt: isoOrNull(row.recovery.nextAttemptAt),
    },
    freshness: { observedAt: iso(over.observedAt), source: over.source, upstream: over.upstream },
  };
}

/** `socks5://user:pass@host:1` reads `socks5://***@host:1`; a URL that cannot be read is hidden whole. */
export function maskProxy(url: string): string {
  if (url === '') return '';
  const parts = /^([a-z0-9+.-]+:\/\/)(?:[^@/]*@)?([^@]*)$/i.exec(url);
  if (!parts) return hidden;
  return url.includes('@') ? `${parts[1]}${hidden}@${parts[2]}` : url;
}

/** A session's whole record for REST, every secret masked. */
export function presentSession(row: SessionRow, over: Overlay, now: number): Session {
  return {
    ...presentState(row, over, now, false),
    owner: row.ownerId ? { id: row.ownerId, name: row.ownerName ?? '' } : null,
    token: hidden,
    webhook: row.webhook,
    events: eventList(row.events),
    proxyConfig: { enabled: row.proxyEnabled, proxyUrl: maskProxy(row.proxyUrl) },
    s3Config: { ...row.s3, accessKey: masked(row.s3AccessKey), secretKey: masked(row.s3SecretKey) },
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  };
}

export const eventList = (events: string) =>
  events
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
/** The seed writes "Message, ReadReceipt": comma and space. */
export const eventWords = (events: string) => eventList(events).join(', ');

/** The seed's `/status`, key by key. `secrets`: role admin sees token and credentials as the seed shows them. */
export function presentStatus(
  row: SessionRow,
  over: Overlay,
  now: number,
  may: { codes: boolean; secrets: boolean },
): StatusData {
  const state = presentState(row, over, now, may.codes);
  const proxyUrl = may.secrets ? row.proxyUrl : maskProxy(row.proxyUrl);
  return {
    connected: row.connected,
    events: eventWords(row.events),
    id: row.id,
    jid: row.jid ?? '',
    loggedIn: row.loggedIn,
    name: row.name,
    proxy_config: { enabled: row.proxyEnabled, proxy_url: proxyUrl },
    proxy_url: proxyUrl,
    qrcode: state.qr?.image ?? '',
    s3_config: {
      access_key: hidden,
      bucket: row.s3.bucket,
      enabled: row.s3.enabled,
      endpoint: row.s3.endpoint,
      media_delivery: row.s3.mediaDelivery,
      path_style: row.s3.pathStyle,
      public_url: row.s3.publicUrl,
      region: row.s3.region,
      retention_days: row.s3.retentionDays,
    },
    token: may.secrets ? row.token : hidden,
    webhook: row.webhook,
    phase: row.phase,
    version: row.version,
    observedAt: iso(over.observedAt),
  };
}
