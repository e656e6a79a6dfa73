/** A session's settings as a person edits them, and what of it they changed. Pure. */
import type { NewSessionBody, SessionPatch } from '../../contract/session-bodies.ts';
import type { Session } from '../../contract/session.ts';

export const eventsModes = ['none', 'chosen', 'all'] as const;
export type EventsMode = (typeof eventsModes)[number];
export const deliveries = ['', 'base64', 's3', 'both'] as const;
export type Delivery = (typeof deliveries)[number];

/** Flat, so that a field is a key. Keys that are kept hidden are empty here: empty means that they stay. */
export interface Draft {
  name: string;
  token: string;
  webhook: string;
  eventsMode: EventsMode;
  /** Stays while the mode is another: who looks at "All" has not forgotten what was chosen. */
  events: readonly string[];
  proxyEnabled: boolean;
  proxyUrl: string;
  s3Enabled: boolean;
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  pathStyle: boolean;
  publicUrl: string;
  mediaDelivery: Delivery;
  retentionDays: string;
}
export type Field = keyof Draft;

export const emptyDraft: Draft = {
  name: '',
  token: '',
  webhook: '',
  eventsMode: 'none',
  events: [],
  proxyEnabled: false,
  proxyUrl: '',
  s3Enabled: false,
  endpoint: '',
  region: '',
  bucket: '',
  accessKey: '',
  secretKey: '',
  pathStyle: false,
  publicUrl: '',
  mediaDelivery: '',
  retentionDays: '0',
};

export function draftOf({ name, webhook, events, proxyConfig, s3Config }: Session): Draft {
  const all = events.includes('All');
  const chosen = events.filter((each) => each !== 'All');
  return {
    ...emptyDraft,
    name,
    webhook,
    eventsMode: all ? 'all' : chosen.length > 0 ? 'chosen' : 'none',
    events: chosen,
    proxyEnabled: proxyConfig.enabled,
    proxyUrl: proxyConfig.proxyUrl,
    s3Enabled: s3Config.enabled,
    endpoint: s3Config.endpoint,
    region: s3Config.region,
    bucket: s3Config.bucket,
    pathStyle: s3Config.pathStyle,
    publicUrl: s3Config.publicUrl,
    mediaDelivery: deliveries.find((each) => each === s3Config.mediaDelivery) ?? '',
    retentionDays: String(s3Config.retentionDays),
  };
}

/** The event names a draft comes to. */
export function eventsOf({ eventsMode, events }: Pick<Draft, 'eventsMode' | 'events'>): string[] {
  if (eventsMode === 'none') return [];
  return eventsMode === 'all' ? ['All'] : [...events];
}

const sameEvents = (a: Draft, b: Draft) => [...eventsOf(a)].sort().join() === [...eventsOf(b)].sort().join();

/** The settings that are different; the events count as one. */
export function changedFields(before: Draft, after: Draft): Field[] {
  const fields = (Object.keys(emptyDraft) as Field[]).filter(
    (field) => field !== 'eventsMode' && field !== 'events' && before[field] !== after[field],
  );
  return sameEvents(before, after) ? fields : [...fields, 'events'];
}

const s3Fields = [
  ...(['endpoint', 'region', 'bucket', 'accessKey', 'secretKey', 'pathStyle', 'publicUrl'] as const),
  'mediaDelivery',
] as const;

/** What has to be sent to get from one to the other: nothing that stays as it is. */
export function patchOf(before: Draft, after: Draft): SessionPatch {
  const changed = new Set(changedFields(before, after));
  const patch: SessionPatch = {};
  if (changed.has('name')) patch.name = after.name.trim();
  if (changed.has('webhook')) patch.webhook = after.webhook.trim();
  if (changed.has('events')) patch.events = eventsOf(after);
  if (changed.has('proxyEnabled') || changed.has('proxyUrl')) {
    patch.proxyConfig = {
      enabled: after.proxyEnabled,
      ...(changed.has('proxyUrl') ? { proxyUrl: after.proxyUrl.trim() } : {}),
    };
  }
  const s3 = s3Fields.filter((field) => changed.has(field));
  if (s3.length > 0 || changed.has('s3Enabled') || changed.has('retentionDays')) {
    patch.s3Config = {
      ...Object.fromEntries(s3.map((field) => [field, after[field]])),
      ...(changed.has('s3Enabled') ? { enabled: after.s3Enabled } : {}),
      ...(changed.has('retentionDays') ? { retentionDays: Number(after.retentionDays) } : {}),
    };
  }
  return patch;
}

export function newSessionOf(draft: Draft): NewSessionBody {
  const token = draft.token.trim();
  return { ...patchOf(emptyDraft, draft), name: draft.name.trim(), ...(token === '' ? {} : { token }) };
}
