/** A session as the gateway thinks of it: one versioned row. Times are milliseconds on Postgres's clock. */
import type { CauseCode, Phase } from '../contract/words.ts';

export interface LiveQr {
  image: string;
  issuedAt: number;
  expiresAt: number;
  attempt: number | null;
  of: number | null;
}

export interface LiveCode {
  code: string;
  phone: string;
  expiresAt: number;
}

/** A QR phase that runs at the service. Nothing stops it there but a scan or its end. */
export interface Pairing {
  /** When its connect was asked; null when it began unseen. */
  startedAt: number | null;
  /** The earliest moment at which its first code can have been made: the schedule counts from here. */
  base: number | null;
  /** When the last code ends at the latest. */
  endsAt: number;
  /** sha256 of the codes seen so far, the newest last. */
  codes: string[];
  /** A code of a session that is paired already: a scan would link a second device, so it is shown to nobody. */
  withheld: boolean;
  /** Since when the socket is seen down while the codes should run: between scan and login, or for good. */
  downSince: number | null;
  /** Set when someone, or the idle rule, no longer wants it. */
  withdrawn: { at: number; by: string | null; why: 'by_admin' | 'idle' } | null;
}

export interface StoredCause {
  code: CauseCode;
  since: number;
  until: number | null;
  by: string | null;
  /** It was logged out too: only a scan brings it back. */
  loggedOut?: boolean;
}

/** What the fold derives and a commit guards. */
export interface Facts {
  phase: Phase;
  phaseSince: number;
  connected: boolean;
  loggedIn: boolean;
  jid: string | null;
  lastJid: string | null;
  scannedAt: number | null;
  qr: LiveQr | null;
  pairingCode: LiveCode | null;
  pairing: Pairing | null;
  cause: StoredCause | null;
  desired: 'online' | 'offline';
  desiredBy: string | null;
  /** An offline wish that still has to be carried out. One-shot: done once offline was seen. */
  offlineDue: boolean;
  /** A connect was sent and nothing is decided yet: when, and until when it may take. */
  connecting: { since: number; until: number } | null;
  /** Since when the session is not online although it was; a heal or a decision ends it. */
  fallenSince: number | null;
  /** Whether a phone is linked: seen, known not, or not known (it may have been unlinked while nobody looked). */
  paired: 'yes' | 'no' | 'perhaps';
  /** The events that the service last had for it while up: emptied, another tool disconnected it. */
  eventsUp: string | null;
  /** It was connected without events; they are turned on once it is online. */
  eventsOwed: boolean;
  /** How often it was tried to bring it back, and when next; `most`: where fewer tries than usual make sense. */
  recovery: { attempt: number; nextAttemptAt: number | null; most?: number } | null;
  /** sha256 of the last code of an ended pairing: the service's cache may still show it. */
  staleCode: string | null;
  /** No connect before this time: a client that is closing would be left behind. */
  quietUntil: number | null;
}

/** The part of Facts that has no column of its own. */
export type FactsJson = Omit<
  Facts,
  'phase' | 'phaseSince' | 'connected' | 'loggedIn' | 'jid' | 'lastJid' | 'desired' | 'quietUntil' | 'qr'
> & { qr: Omit<LiveQr, 'image'> | null };

export interface S3Settings {
  enabled: boolean;
  endpoint: string;
  region: string;
  bucket: string;
  pathStyle: boolean;
  publicUrl: string;
  mediaDelivery: string;
  retentionDays: number;
}

export interface SessionSettings {
  name: string;
  ownerId: string | null;
  ownerName: string | null;
  /** The service's token of this session, in clear; never leaves the process but to the service. */
  token: string;
  webhook: string;
  /** The admin's own subscription: names joined by ",", "" for none chosen. */
  events: string;
  proxyEnabled: boolean;
  proxyUrl: string;
  s3: S3Settings;
  s3AccessKey: string;
  s3SecretKey: string;
}

/** What is set of a session, but for whose it is. */
export type Settings = Omit<SessionSettings, 'ownerName' | 'ownerId'>;

export const noSettings: Settings = {
  name: '',
  token: '',
  webhook: '',
  events: '',
  proxyEnabled: false,
  proxyUrl: '',
  s3: {
    enabled: false,
    endpoint: '',
    region: '',
    bucket: '',
    pathStyle: false,
    publicUrl: '',
    mediaDelivery: '',
    retentionDays: 0,
  },
  s3AccessKey: '',
  s3SecretKey: '',
};

export type ObservedBy = 'webhook' | 'sweep' | 'status' | 'action';

export interface SessionRow extends Facts, SessionSettings {
  id: string;
  generation: number;
  version: number;
  createdAt: number;
  updatedAt: number;
  /** When this row's facts were last confirmed, as stored; known.ts keeps the newer overlay. */
  observedAt: number;
  observedBy: ObservedBy;
}
