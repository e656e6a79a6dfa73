/** The seed's six actions, key by key: bodies and answers (docs: the seed's own JSON). */
import { z } from 'zod';

export const ConnectBody = z.object({
  Subscribe: z.array(z.string().max(100)).max(100).optional(),
  Immediate: z.boolean().optional(),
});
export const ConnectData = z.strictObject({
  details: z.string(),
  events: z.string(),
  jid: z.string(),
  webhook: z.string(),
});
export type ConnectData = z.infer<typeof ConnectData>;

/** The seed's `/status`: its keys, and beside them phase, version and observedAt. */
export const StatusData = z.strictObject({
  connected: z.boolean(),
  events: z.string(),
  id: z.string(),
  jid: z.string(),
  loggedIn: z.boolean(),
  name: z.string(),
  proxy_config: z.strictObject({ enabled: z.boolean(), proxy_url: z.string() }),
  proxy_url: z.string(),
  qrcode: z.string(),
  s3_config: z.strictObject({
    access_key: z.string(),
    bucket: z.string(),
    enabled: z.boolean(),
    endpoint: z.string(),
    media_delivery: z.string(),
    path_style: z.boolean(),
    public_url: z.string(),
    region: z.string(),
    retention_days: z.number().int(),
  }),
  token: z.string(),
  webhook: z.string(),
  phase: z.string(),
  version: z.number().int(),
  observedAt: z.string(),
});
export type StatusData = z.infer<typeof StatusData>;

export const QrData = z.strictObject({ QRCode: z.string() });
export const PairPhoneBody = z.object({ Phone: z.string().max(64) });
export const PairPhoneData = z.strictObject({ LinkingCode: z.string() });
export const MessageData = z.strictObject({ message: z.string(), details: z.string() });

/** Names a session may subscribe to upstream. Source: the service's supportedEventTypes. */
export const knownEvents = [
  'Message',
  'UndecryptableMessage',
  'Receipt',
  'ReadReceipt',
  'MediaRetry',
  'GroupInfo',
  'JoinedGroup',
  'Picture',
  'BlocklistChange',
  'Blocklist',
  'Connected',
  'Disconnected',
  'ConnectFailure',
  'KeepAliveRestored',
  'KeepAliveTimeout',
  'LoggedOut',
  'ClientOutdated',
  'TemporaryBan',
  'StreamError',
  'StreamReplaced',
  'PairSuccess',
  'PairError',
  'QR',
  'QRScannedWithoutMultidevice',
  'QRTimeout',
  'PrivacySettings',
  'PushNameSetting',
  'UserAbout',
  'AppState',
  'AppStateSyncComplete',
  'HistorySync',
  'OfflineSyncCompleted',
  'OfflineSyncPreview',
  'CallOffer',
  'CallAccept',
  'CallTerminate',
  'CallOfferNotice',
  'CallRelayLatency',
  'Presence',
  'ChatPresence',
  'IdentityChange',
  'CATRefreshError',
  'NewsletterJoin',
  'NewsletterLeave',
  'NewsletterMuteChange',
  'NewsletterLiveUpdate',
  'FBMessage',
  'All',
] as const;
