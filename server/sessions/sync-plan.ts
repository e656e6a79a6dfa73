/** What taking over the service's sessions would change now: each of them matched by its id, then by its token. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { SyncChange, SyncField, SyncPreview } from '../../contract/sync.ts';
import type { SessionRow, SessionSettings } from '../../db/session-row.ts';
import type { SessionReading } from '../upstream/session-reading.ts';
import { maskProxy } from './present.ts';
import { ownEvents } from './subscriptions.ts';

type Value = SyncChange['before'];
export type Patch = Partial<Omit<SessionSettings, 'ownerName'>>;

interface SyncPlan {
  total: number;
  created: SessionReading[];
  /** A reading of another id: it was made anew there under the token that is known here. */
  updated: { row: SessionRow; patch: Patch; reading: SessionReading }[];
  missing: SessionRow[];
  leftOut: { reading: SessionReading; why: SyncPreview['leftOut'][number]['why'] }[];
}

export function planSync(readings: readonly SessionReading[], rows: Iterable<SessionRow>): SyncPlan {
  const byId = new Map<string, SessionRow>();
  for (const row of rows) byId.set(row.id, row);
  const there = new Map<SessionRow, SessionReading>();
  const others: SessionReading[] = [];
  for (const reading of readings) {
    const row = byId.get(reading.id);
    if (row) there.set(row, reading);
    else others.push(reading);
  }
  const owners = new Map([...byId.values()].map((row) => [row.token, row]));
  const plan: SyncPlan = { total: readings.length, created: [], updated: [], missing: [], leftOut: [] };
  const made = new Set<string>();
  for (const reading of others) {
    const row = owners.get(reading.token);
    // An empty token answers for whoever sends none: no session to take over.
    if (reading.token === '') plan.leftOut.push({ reading, why: 'no_token' });
    else if (made.has(reading.token) || (row && there.has(row)))
      plan.leftOut.push({ reading, why: 'token_taken' });
    else if (row) there.set(row, reading);
    else {
      made.add(reading.token);
      plan.created.push(reading);
    }
  }
  for (const row of byId.values()) {
    const reading = there.get(row);
    if (!reading) {
      plan.missing.push(row);
      continue;
    }
    const { token, ...rest } = differences(reading, row);
    const free = token !== undefined && !owners.has(token) && !made.has(token);
    if (free) made.add(token);
    const patch = free ? { token, ...rest } : rest;
    if (Object.keys(patch).length > 0 || reading.id !== row.id) plan.updated.push({ row, patch, reading });
  }
  return plan;
}

export function settingsOf(reading: SessionReading): Omit<SessionSettings, 'ownerName'> {
  return {
    name: reading.name,
    ownerId: null,
    token: reading.token,
    webhook: reading.webhook,
    events: ownEvents(reading.events),
    proxyEnabled: reading.proxyEnabled,
    proxyUrl: reading.proxyUrl,
    s3: reading.s3,
    s3AccessKey: '',
    s3SecretKey: '',
  };
}

/** What the service has differently. Events are the admin's wish here, and secrets it masks stay as stored. */
function differences(reading: SessionReading, row: SessionSettings): Patch {
  const { name, token, webhook, proxyEnabled, proxyUrl, s3 } = settingsOf(reading);
  const candidates = { name, token, webhook, proxyEnabled, proxyUrl };
  const patch: Patch = {};
  for (const [key, value] of Object.entries(candidates) as [keyof typeof candidates, never][]) {
    const masked = typeof value === 'string' && String(value).includes('***');
    if (!masked && value !== row[key] && !(key === 'token' && (value as string) === '')) patch[key] = value;
  }
  if (!isDeepStrictEqual(s3, row.s3)) patch.s3 = s3;
  return patch;
}

/** The plan for those who decide on it: every secret masked. */
export function presentPlan(plan: SyncPlan): SyncPreview {
  const { total, created, updated, missing, leftOut } = plan;
  const listed = ({ id, name }: { id: string; name: string }) => ({ id, name });
  const owned = (row: SessionRow) => ({
    ...listed(row),
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
  });
  return {
    total,
    same: total - created.length - updated.length - leftOut.length,
    created: created.map((reading) => ({
      ...listed(reading),
      connected: reading.connected,
      loggedIn: reading.loggedIn,
    })),
    updated: updated.map(({ row, patch, reading }) => ({
      ...owned(row),
      changes: [
        ...(reading.id === row.id ? [] : [{ field: 'id' as const, before: row.id, after: reading.id }]),
        ...changesOf(row, { ...row, ...patch }),
      ],
    })),
    missing: missing.map(owned),
    leftOut: leftOut.map(({ reading, why }) => ({ ...listed(reading), why })),
  };
}

/** What of the settings is told: whether it differs, by `of`; as what, by `shown`. */
const fields: {
  field: SyncField;
  of: (settings: SessionSettings) => Value;
  shown?: (value: string) => string;
}[] = [
  { field: 'name', of: ({ name }) => name },
  { field: 'token', of: ({ token }) => token, shown: () => '***' },
  { field: 'webhook', of: ({ webhook }) => webhook },
  { field: 'proxyConfig.enabled', of: ({ proxyEnabled }) => proxyEnabled },
  { field: 'proxyConfig.proxyUrl', of: ({ proxyUrl }) => proxyUrl, shown: maskProxy },
  { field: 's3Config.enabled', of: ({ s3 }) => s3.enabled },
  { field: 's3Config.endpoint', of: ({ s3 }) => s3.endpoint },
  { field: 's3Config.region', of: ({ s3 }) => s3.region },
  { field: 's3Config.bucket', of: ({ s3 }) => s3.bucket },
  { field: 's3Config.pathStyle', of: ({ s3 }) => s3.pathStyle },
  { field: 's3Config.publicUrl', of: ({ s3 }) => s3.publicUrl },
  { field: 's3Config.mediaDelivery', of: ({ s3 }) => s3.mediaDelivery },
  { field: 's3Config.retentionDays', of: ({ s3 }) => s3.retentionDays },
];

function changesOf(from: SessionSettings, to: SessionSettings): SyncChange[] {
  return fields.flatMap(({ field, of, shown }) => {
    const [before, after] = [of(from), of(to)];
    if (before === after) return [];
    const told = (value: Value) => (shown ? shown(String(value)) : value);
    return [{ field, before: told(before), after: told(after) }];
  });
}
