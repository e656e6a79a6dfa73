/** The events a session may send, in groups as a person looks for them. */
import type { knownEvents } from '../../contract/actions.ts';

/** Without "All", which stands for every one of them. */
type EventName = Exclude<(typeof knownEvents)[number], 'All'>;
export type GroupName = 'messages' | 'chats' | 'calls' | 'newsletters' | 'account' | 'life' | 'others';

/** The contract's own list would bring its schemas along; the type holds the two together. */
const groupOf: Record<EventName, GroupName> = {
  Message: 'messages',
  ReadReceipt: 'messages',
  Receipt: 'messages',
  MediaRetry: 'messages',
  UndecryptableMessage: 'messages',
  FBMessage: 'messages',
  GroupInfo: 'chats',
  JoinedGroup: 'chats',
  ChatPresence: 'chats',
  Picture: 'chats',
  Presence: 'chats',
  CallOffer: 'calls',
  CallTerminate: 'calls',
  CallAccept: 'calls',
  CallOfferNotice: 'calls',
  CallRelayLatency: 'calls',
  NewsletterJoin: 'newsletters',
  NewsletterLeave: 'newsletters',
  NewsletterMuteChange: 'newsletters',
  NewsletterLiveUpdate: 'newsletters',
  Blocklist: 'account',
  BlocklistChange: 'account',
  PrivacySettings: 'account',
  PushNameSetting: 'account',
  UserAbout: 'account',
  AppState: 'account',
  AppStateSyncComplete: 'account',
  HistorySync: 'account',
  OfflineSyncCompleted: 'account',
  OfflineSyncPreview: 'account',
  IdentityChange: 'account',
  CATRefreshError: 'account',
  Connected: 'life',
  Disconnected: 'life',
  LoggedOut: 'life',
  QR: 'life',
  QRTimeout: 'life',
  QRScannedWithoutMultidevice: 'life',
  PairSuccess: 'life',
  PairError: 'life',
  ConnectFailure: 'life',
  KeepAliveRestored: 'life',
  KeepAliveTimeout: 'life',
  ClientOutdated: 'life',
  TemporaryBan: 'life',
  StreamError: 'life',
  StreamReplaced: 'life',
};

export const eventNames: readonly string[] = Object.keys(groupOf);

export interface EventGroup {
  name: GroupName;
  events: readonly string[];
}

/** The groups, with only what a search leaves; names that a session has and nobody knows come last. */
export function eventGroups(chosen: readonly string[], search: string): EventGroup[] {
  const wanted = search.trim().toLowerCase();
  const groups = new Map<GroupName, string[]>();
  const add = (name: string, group: GroupName) => {
    if (!name.toLowerCase().includes(wanted)) return;
    const events = groups.get(group) ?? [];
    events.push(name);
    groups.set(group, events);
  };
  for (const [name, group] of Object.entries(groupOf)) add(name, group);
  for (const name of chosen) if (!Object.hasOwn(groupOf, name)) add(name, 'others');
  return [...groups].map(([name, events]) => ({ name, events }));
}
