import type { Build } from './options.ts';

/** The names that connect, the webhook calls and the admin calls accept; others are dropped or refused. */
const names = [
  'Message UndecryptableMessage Receipt MediaRetry ReadReceipt GroupInfo JoinedGroup Picture BlocklistChange',
  'Blocklist Connected Disconnected ConnectFailure KeepAliveRestored KeepAliveTimeout QRTimeout LoggedOut',
  'ClientOutdated TemporaryBan StreamError StreamReplaced PairSuccess PairError QR QRScannedWithoutMultidevice',
  'PrivacySettings PushNameSetting UserAbout AppState AppStateSyncComplete HistorySync OfflineSyncCompleted',
  'OfflineSyncPreview CallOffer CallAccept CallTerminate CallOfferNotice CallRelayLatency Presence ChatPresence',
  'IdentityChange CATRefreshError NewsletterJoin NewsletterLeave NewsletterMuteChange NewsletterLiveUpdate',
  'FBMessage All',
];
const accepted = new Set(names.join(' ').split(' '));

/** Every name that may be subscribed to. */
export function eventNames(build: Build): string[] {
  return build === 'G26' ? [...accepted, 'MessageSent'] : [...accepted];
}

/** What the genfity build accepts and then delivers under `All` only. */
const onlyUnderAllInG26 = new Set([
  ...['QRTimeout', 'PairError', 'KeepAliveTimeout', 'KeepAliveRestored', 'TemporaryBan'],
  ...['ClientOutdated', 'StreamError'],
]);

/** Whether a name may be subscribed to. The genfity build knows MessageSent too. */
export function isEventName(name: string, build: Build): boolean {
  return accepted.has(name) || (build === 'G26' && name === 'MessageSent');
}

/** Whether a user's stored events let a webhook of this type out. */
export function letsThrough(events: string, type: string, build: Build): boolean {
  const subscribed = events.split(',');
  if (subscribed.includes('All')) return true;
  if (build === 'G26' && onlyUnderAllInG26.has(type)) return false;
  return subscribed.includes(type);
}
