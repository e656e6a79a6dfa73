/** Between the table's columns and the row the gateway thinks in. */
import type { Selectable } from 'kysely';
import type { Cipher } from './cipher.ts';
import type { SessionsTable } from './schema.ts';
import type { Facts, FactsJson, SessionRow, SessionSettings } from './session-row.ts';

type Record_ = Selectable<SessionsTable> & { owner_name: string | null };

interface S3Secrets {
  accessKey: string;
  secretKey: string;
}

export function rowOf(record: Record_, cipher: Cipher): SessionRow {
  const { qr, ...facts } = record.facts;
  const secrets: S3Secrets = record.s3_secret_sealed
    ? (JSON.parse(cipher.open(record.s3_secret_sealed)) as S3Secrets)
    : { accessKey: '', secretKey: '' };
  return {
    ...facts,
    qr: qr && record.qrcode ? { image: record.qrcode, ...qr } : null,
    phase: record.phase,
    phaseSince: record.phase_since.getTime(),
    connected: record.connected,
    loggedIn: record.logged_in,
    jid: record.jid,
    lastJid: record.last_jid,
    desired: record.desired,
    quietUntil: record.quiet_until?.getTime() ?? null,
    id: record.id,
    generation: record.generation,
    version: record.version,
    name: record.name,
    ownerId: record.owner_id,
    ownerName: record.owner_name,
    token: cipher.open(record.token_sealed),
    webhook: record.webhook,
    events: record.events,
    proxyEnabled: record.proxy_enabled,
    proxyUrl: record.proxy_sealed ? cipher.open(record.proxy_sealed) : '',
    s3: record.s3,
    s3AccessKey: secrets.accessKey,
    s3SecretKey: secrets.secretKey,
    createdAt: record.created_at.getTime(),
    updatedAt: record.updated_at.getTime(),
    observedAt: record.observed_at.getTime(),
    observedBy: record.observed_by,
  };
}

/** The facts as columns; times as milliseconds, which the statements turn into timestamps. */
export function factColumns(facts: Facts) {
  const json: FactsJson = {
    scannedAt: facts.scannedAt,
    qr: facts.qr && {
      issuedAt: facts.qr.issuedAt,
      expiresAt: facts.qr.expiresAt,
      attempt: facts.qr.attempt,
      of: facts.qr.of,
    },
    pairingCode: facts.pairingCode,
    pairing: facts.pairing,
    cause: facts.cause,
    desiredBy: facts.desiredBy,
    offlineDue: facts.offlineDue,
    connecting: facts.connecting,
    fallenSince: facts.fallenSince,
    paired: facts.paired,
    eventsUp: facts.eventsUp,
    eventsOwed: facts.eventsOwed,
    recovery: facts.recovery,
    staleCode: facts.staleCode,
  };
  return {
    phase: facts.phase,
    phase_since: facts.phaseSince,
    connected: facts.connected,
    logged_in: facts.loggedIn,
    jid: facts.jid,
    last_jid: facts.lastJid,
    qrcode: facts.qr?.image ?? null,
    desired: facts.desired,
    quiet_until: facts.quietUntil,
    facts: json,
  };
}

/** The settings as columns, secrets sealed. */
export function settingColumns(settings: Omit<SessionSettings, 'ownerName'>, cipher: Cipher) {
  const s3Secrets: S3Secrets = { accessKey: settings.s3AccessKey, secretKey: settings.s3SecretKey };
  return {
    name: settings.name,
    owner_id: settings.ownerId,
    token_sealed: cipher.seal(settings.token),
    token_hash: cipher.hash(settings.token),
    webhook: settings.webhook,
    events: settings.events,
    proxy_enabled: settings.proxyEnabled,
    proxy_sealed: settings.proxyUrl === '' ? null : cipher.seal(settings.proxyUrl),
    s3: JSON.stringify(settings.s3),
    s3_secret_sealed:
      settings.s3AccessKey === '' && settings.s3SecretKey === ''
        ? null
        : cipher.seal(JSON.stringify(s3Secrets)),
  };
}
