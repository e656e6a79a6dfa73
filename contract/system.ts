/** How the gateway itself is: for its page in the dashboard. */
import { z } from 'zod';
import { Instant } from './words.ts';

export const SystemView = z.strictObject({
  version: z.string(),
  /** The node that answers. */
  node: z.string(),
  upstream: z.strictObject({
    status: z.enum(['reachable', 'unreachable']),
    since: Instant,
    /** Of the last single call that was answered. */
    latencyMs: z.number().nullable(),
    /** What the service says of itself; many builds say nothing. */
    version: z.string().nullable(),
  }),
  watcher: z.strictObject({
    /** The node that watches; null: nobody just now. */
    holder: z.string().nullable(),
    lastSweepAt: Instant.nullable(),
    sweepMs: z.number().nullable(),
    sessions: z.number().int(),
  }),
  /** From the question that saw a change to its going out, on the node that answers. */
  push: z.strictObject({
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    count: z.number().int(),
    windowSeconds: z.number().int(),
  }),
  sockets: z.strictObject({ count: z.number().int() }),
  database: z.strictObject({ kind: z.enum(['embedded', 'external']), version: z.string() }),
  nodes: z.array(
    z.strictObject({ id: z.string(), version: z.string(), since: Instant, watches: z.boolean() }),
  ),
});
export type SystemView = z.infer<typeof SystemView>;

export const PushesQuery = z.strictObject({ window: z.enum(['1h', '24h']).default('1h') });
export type PushWindow = z.infer<typeof PushesQuery>['window'];

const speed = { p50Ms: z.number().nullable(), p95Ms: z.number().nullable(), count: z.number().int() };

/** How fast changes went out of all nodes: kept for a day, true to a twentieth. */
export const PushesView = z.strictObject({
  window: z.enum(['1h', '24h']),
  since: Instant,
  ...speed,
  /** Those that a webhook told of. */
  byWebhook: z.number().int(),
  /** On average: from a look's question to its answer, to the commit, and out to the sockets. */
  stages: z.strictObject({
    lookMs: z.number().nullable(),
    commitMs: z.number().nullable(),
    emitMs: z.number().nullable(),
  }),
  /** Each minute of an hour, each ten of a day; one in which nothing went out is left out. */
  steps: z.array(z.strictObject({ at: Instant, ...speed })),
});
export type PushesView = z.infer<typeof PushesView>;
