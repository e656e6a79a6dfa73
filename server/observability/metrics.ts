/** What the gateway counts, in Prometheus' format. docs/operations.md says what each means and when to wake up. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Phase } from '../../contract/words.ts';
import { createSlidingWindow } from './sliding-window.ts';

const pushWindowSeconds = 600;

/** What is read when somebody asks for the metrics; what is left out is not shown. */
export interface GaugeSources {
  sockets?: () => number;
  /** Sockets that do not keep up, and get only the newest of each session. */
  laggingReaders?: () => number;
  /** Whether this node watches. */
  watching?: () => boolean;
  upstreamReachable?: () => boolean;
  sessionsByPhase?: () => Partial<Record<Phase, number>>;
  databaseConnections?: () => { used: number; idle: number; waiting: number };
}

export interface Metrics {
  /** A change went out: since the service was asked, or its webhook came. `by`: what saw it. */
  pushed(tookMs: number, by: string): void;
  /** Of the last ten minutes on this node. */
  push(): { p50Ms: number | null; p95Ms: number | null; count: number; windowSeconds: number };
  looked(outcome: 'ok' | 'lost' | 'failed'): void;
  swept(outcome: 'ok' | 'failed', tookMs: number): void;
  /** The last complete sweep's duration on this node; null: none yet. */
  lastSweepMs(): number | null;
  /** A call to the service. */
  called(report: { kind: string; outcome: string; tookMs: number }): void;
  /** The last single call that the service answered; null: none yet. */
  upstreamLatencyMs(): number | null;
  committed(rows: number): void;
  raceLost(): void;
  acted(kind: string, outcome: 'ok' | 'refused' | 'failed'): void;
  recovered(outcome: string): void;
  webhook(outcome: string): void;
  /** `route`: a template like /api/admin/users/:id, never an address. */
  requested(method: string, route: string, status: number, tookMs: number): void;
  /** Where the gauges read; later calls add to earlier ones. */
  readFrom(sources: GaugeSources): void;
  /** The answer of /metrics. */
  expose(): Promise<{ contentType: string; text: string }>;
}

/** From a cached answer to a hung dial. */
const callBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 80];
const pushBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];
const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** One for a process; a test makes its own, without the process' own figures. */
export function createMetrics({ version, process = true }: { version: string; process?: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // CPU, memory, garbage collection, and the event loop's lag (perf_hooks).
  if (process) collectDefaultMetrics({ register: registry });

  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `heliograph_${name}_total`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram({ name: `heliograph_${name}_seconds`, help, buckets, labelNames, registers });

  const pushes = histogram(
    'push_latency',
    'From the question that saw a change to its emit.',
    pushBuckets,
    'by',
  );
  const looks = counter('looks', 'Looks at one session.', 'outcome');
  const sweeps = counter('sweeps', 'Sweeps of all sessions.', 'outcome');
  const sweepTimes = histogram('sweep_duration', 'Complete sweeps, from asked to committed.', callBuckets);
  const calls = counter('upstream_calls', 'Calls to the WhatsApp service.', 'kind', 'outcome');
  const callTimes = histogram(
    'upstream_call_duration',
    'Calls to the WhatsApp service.',
    callBuckets,
    'kind',
  );
  const commits = counter('commits', 'New versions of sessions that this node committed.');
  const races = counter('commit_races_lost', 'Commits that another version had overtaken.');
  const actions = counter(
    'actions',
    'Actions at the service, of people and of the gateway.',
    'kind',
    'outcome',
  );
  const recoveries = counter('recoveries', 'Steps to bring sessions back online.', 'outcome');
  const webhooks = counter('webhooks', 'Pushes of the WhatsApp service.', 'outcome');
  const requests = counter('http_requests', 'REST requests.', 'method', 'route', 'status');
  const requestTimes = histogram(
    'http_request_duration',
    'REST requests.',
    requestBuckets,
    'method',
    'route',
  );
  const build = new Gauge({
    name: 'heliograph_build_info',
    help: 'Always 1.',
    labelNames: ['version'],
    registers,
  });
  build.set({ version }, 1);

  const pushWindow = createSlidingWindow(pushWindowSeconds * 1_000);
  let sources: GaugeSources = {};
  let lastSweepMs: number | null = null;
  let latencyMs: number | null = null;
  const gauge = <L extends string>(
    name: string,
    help: string,
    read: (set: Gauge<L>) => void,
    ...labelNames: L[]
  ) =>
    new Gauge({
      name: `heliograph_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        read(this);
      },
    });
  const single = (name: string, help: string, read: () => number | boolean | undefined) =>
    gauge(name, help, (set) => {
      const value = read();
      // A figure that nobody gives is no zero.
      if (value === undefined) set.remove();
      else set.set(Number(value));
    });
  single('sockets', 'Connected sockets.', () => sources.sockets?.());
  single('lagging_readers', 'Sockets that do not keep up.', () => sources.laggingReaders?.());
  single('watching', '1 on the node that watches.', () => sources.watching?.());
  single('upstream_up', '1 while the WhatsApp service answers.', () => sources.upstreamReachable?.());
  gauge(
    'sessions',
    'Sessions by phase, as this node knows them.',
    (set) => {
      for (const [phase, count] of Object.entries(sources.sessionsByPhase?.() ?? {}))
        set.set({ phase }, count);
    },
    'phase',
  );
  gauge(
    'database_connections',
    'Connections to Postgres, and queries that wait for one.',
    (set) => {
      for (const [state, count] of Object.entries(sources.databaseConnections?.() ?? {}))
        set.set({ state }, count);
    },
    'state',
  );

  return {
    pushed(tookMs, by) {
      const ms = Math.max(0, tookMs);
      pushes.observe({ by }, ms / 1_000);
      pushWindow.add(ms);
    },
    push: () => ({ ...pushWindow.read(), windowSeconds: pushWindowSeconds }),
    looked: (outcome) => looks.inc({ outcome }),
    swept(outcome, tookMs) {
      sweeps.inc({ outcome });
      if (outcome !== 'ok') return;
      sweepTimes.observe(tookMs / 1_000);
      lastSweepMs = tookMs;
    },
    lastSweepMs: () => lastSweepMs,
    called({ kind, outcome, tookMs }) {
      calls.inc({ kind, outcome });
      callTimes.observe({ kind }, tookMs / 1_000);
      // The list of all sessions takes as long as it is long.
      if (outcome === 'ok' && ['one', 'status', 'health'].includes(kind)) latencyMs = tookMs;
    },
    upstreamLatencyMs: () => latencyMs,
    committed: (rows) => commits.inc(rows),
    raceLost: () => races.inc(),
    acted: (kind, outcome) => actions.inc({ kind, outcome }),
    recovered: (outcome) => recoveries.inc({ outcome }),
    webhook: (outcome) => webhooks.inc({ outcome }),
    requested(method, route, status, tookMs) {
      requests.inc({ method, route, status });
      requestTimes.observe({ method, route }, tookMs / 1_000);
    },
    readFrom: (more) => void (sources = { ...sources, ...more }),
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
