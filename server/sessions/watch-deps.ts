/** What the watching part is to the rest of the house, and what it needs of it. */
import type { Db } from '../../db/database.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { SessionStore } from '../../db/sessions.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Timeouts } from '../upstream/options.ts';
import type { Push } from '../upstream/push.ts';
import type { Actions } from './act.ts';
import type { Management } from './act-manage.ts';
import type { Offer } from './commit.ts';
import type { Known } from './known.ts';
import type { Lease } from './lease.ts';
import type { Looker } from './look.ts';
import type { Sync } from './sync.ts';
import type { Viewers } from './viewers.ts';

export interface Watch {
  actions: Actions;
  manage: Management;
  sync: Sync['sync'];
  previewSync: Sync['previewSync'];
  fresh: Looker['fresh'];
  /** A verified push of the service; returns at once. */
  take(push: Push): void;
  idleStopsAt(row: SessionRow): number | null;
  onUpstream(listener: () => void): () => void;
  /** Which build of the service answers; null: not known. */
  serviceVersion(): string | null;
  /** Resolves when the service was asked once, or did not answer for a moment. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface WatchDeps {
  db: Db;
  store: SessionStore;
  known: Known;
  tail: Offer & { on(listener: (news: { kind: string; row?: { id: string } }) => void): () => void };
  lease: Lease;
  viewers: Viewers;
  clock: Clock;
  log: Log;
  node: string;
  scope: string;
  upstream: { url: string; adminToken: string | null; timeouts?: Partial<Timeouts> };
  /** The service's global webhook comes here. */
  pushed: boolean;
  idleMs: number;
  sweepEveryMs: number;
  /** How long a node that stops waits for the answers of what is under way. */
  callsEndWithinMs?: number;
  /** A change that a look saw is out: where its time went. */
  onTold?: (stages: { lookMs: number; commitMs: number; emitMs: number }) => void;
  /** Left out: nobody counts. */
  metrics?: Metrics;
}
