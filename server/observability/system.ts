/** How the gateway is, put together for GET /api/admin/system. */
import { sql } from 'kysely';
import type { SystemView } from '../../contract/system.ts';
import type { Db } from '../../db/database.ts';
import { readLease } from '../../db/leases.ts';
import type { Known } from '../sessions/known.ts';
import type { Metrics } from './metrics.ts';

export interface SystemDeps {
  db: Db;
  version: string;
  node: string;
  known: Pick<Known, 'upstream' | 'size'>;
  metrics: Pick<Metrics, 'push' | 'lastSweepMs' | 'upstreamLatencyMs'>;
  databaseKind: 'embedded' | 'external';
  /** Name of the lease that the watching node holds. */
  lease: string;
  sockets(): number;
  /** Nodes that live, this one among them; `watches` is found by the lease. */
  nodes(): Promise<{ id: string; version: string; since: number }[]>;
  /** What the service said of itself last. */
  upstreamVersion(): string | null;
}

const iso = (ms: number) => new Date(ms).toISOString();

export function createSystem(deps: SystemDeps): () => Promise<SystemView> {
  const { db, known, metrics } = deps;
  return async () => {
    const [database, lease, nodes] = await Promise.all([
      sql<{ server_version: string }>`show server_version`.execute(db),
      readLease(db, deps.lease),
      deps.nodes(),
    ]);
    const { status, since, observedAt } = known.upstream;
    const holder = lease?.holder ?? null;
    return {
      version: deps.version,
      node: deps.node,
      upstream: {
        status,
        since: iso(since),
        latencyMs: rounded(metrics.upstreamLatencyMs()),
        version: deps.upstreamVersion(),
      },
      watcher: {
        holder,
        lastSweepAt: observedAt === null ? null : iso(observedAt),
        sweepMs: rounded(metrics.lastSweepMs()),
        sessions: known.size(),
      },
      push: roundedPush(metrics.push()),
      sockets: { count: deps.sockets() },
      database: { kind: deps.databaseKind, version: database.rows[0]?.server_version ?? '' },
      nodes: nodes.map((node) => ({ ...node, since: iso(node.since), watches: node.id === holder })),
    };
  };
}

const rounded = (ms: number | null) => (ms === null ? null : Math.round(ms * 10) / 10);
const roundedPush = (push: SystemView['push']) => ({
  ...push,
  p50Ms: rounded(push.p50Ms),
  p95Ms: rounded(push.p95Ms),
});
