/** The tables, as Kysely sees them. Times are timestamptz; int8 ids arrive as strings. */
import type { ColumnType, Generated } from 'kysely';
import type { ActorKind, AuditAction, AuditOutcome } from '../contract/audit.ts';
import type { Scope } from '../contract/keys.ts';
import type { Phase, Role, TimelineType } from '../contract/words.ts';
import type { FactsJson, S3Settings } from './session-row.ts';

type Time = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export interface SessionsTable {
  id: string;
  upstream: string;
  generation: Generated<number>;
  version: Generated<number>;
  name: string;
  owner_id: string | null;
  token_sealed: string;
  token_hash: string;
  webhook: string;
  events: string;
  proxy_enabled: boolean;
  proxy_sealed: string | null;
  s3: Json<S3Settings>;
  s3_secret_sealed: string | null;
  phase: Phase;
  phase_since: Time;
  connected: boolean;
  logged_in: boolean;
  jid: string | null;
  last_jid: string | null;
  qrcode: string | null;
  desired: 'online' | 'offline';
  quiet_until: Time | null;
  facts: Json<FactsJson>;
  observed_at: Time;
  observed_by: 'webhook' | 'sweep' | 'status' | 'action';
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface UsersTable {
  id: string;
  external_id: string | null;
  email: string | null;
  name: string;
  role: Role;
  password_hash: string | null;
  disabled: Generated<boolean>;
  gen: Generated<number>;
  last_seen_at: Date | null;
  created_at: Generated<Date>;
}

/** One row for a browser that stays signed in; its refresh token rotates, older ones betray theft. */
export interface LoginsTable {
  id: string;
  user_id: string;
  token_hash: string;
  previous_hash: string | null;
  rotated_at: Date | null;
  created_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  expires_at: Date;
  ip: string | null;
  user_agent: string | null;
}

export interface ApiKeysTable {
  id: string;
  user_id: string;
  name: string;
  key_hash: string;
  hint: string | null;
  scopes: Scope[];
  created_at: Generated<Date>;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface AuditTable {
  id: Generated<string>;
  at: Generated<Date>;
  actor_id: string | null;
  actor_name: string;
  actor_kind: ActorKind;
  user_id: string | null;
  action: AuditAction;
  session_id: string | null;
  ip: string | null;
  outcome: AuditOutcome;
  reason: string | null;
  details: Json<Record<string, unknown>>;
}

export interface ActionsTable {
  id: Generated<string>;
  session_id: string;
  kind: string;
  actor: string;
  state: 'running' | 'done' | 'released';
  node: string;
  boot_id: string;
  started_at: Generated<Date>;
  heartbeat_at: Generated<Date>;
  finished_at: Date | null;
  http_status: number | null;
  answer: Json<unknown> | null;
}

export interface TimelineTable {
  id: Generated<string>;
  session_id: string | null;
  at: Time;
  type: TimelineType;
  actor: string | null;
  data: Json<Record<string, unknown>>;
}

/** When nobody looked: the gateway was away, or the service did not answer. `to_at` null: still so. */
export interface GapsTable {
  id: Generated<string>;
  upstream: string;
  from_at: Time;
  to_at: Time | null;
  why: 'gateway' | 'upstream';
}

export interface LeasesTable {
  name: string;
  holder: string;
  epoch: Generated<number>;
  expires_at: Time;
}

export interface ViewersTable {
  session_id: string;
  viewer: string;
  node: string;
  user_id: string;
  name: string;
  seen_at: Time;
  present: boolean;
}

export interface UpstreamsTable {
  upstream: string;
  status: 'reachable' | 'unreachable';
  since: Time;
  observed_at: Time | null;
  seen_at: Time | null;
}

/** Gateways that live, for people to see. */
export interface NodesTable {
  id: string;
  version: string;
  since: Generated<Date>;
  seen_at: Generated<Date>;
}

/** How fast changes went out, by node and minute. */
export interface PushMinutesTable {
  upstream: string;
  node: string;
  at: Time;
  counts: number[];
  by_webhook: number;
  staged: number;
  look_ms: number;
  commit_ms: number;
  emit_ms: number;
}

/** One-time links for whoever has the phone and no account. */
export interface PairingLinksTable {
  id: string;
  session_id: string;
  token_hash: string;
  user_id: string;
  key_id: string | null;
  created_at: Generated<Date>;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
  starts: Generated<number>;
  codes: Generated<number>;
  code_at: Date | null;
}

export interface Schema {
  sessions: SessionsTable;
  users: UsersTable;
  logins: LoginsTable;
  api_keys: ApiKeysTable;
  audit: AuditTable;
  actions: ActionsTable;
  timeline: TimelineTable;
  gaps: GapsTable;
  leases: LeasesTable;
  viewers: ViewersTable;
  upstreams: UpstreamsTable;
  nodes: NodesTable;
  pairing_links: PairingLinksTable;
  push_minutes: PushMinutesTable;
}
