import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { createMetrics, type Metrics } from './metrics.ts';

let metrics: Metrics;
beforeEach(() => {
  metrics = createMetrics({ version: '1.2.3', process: false });
});
const lines = async () => (await metrics.expose()).text.split('\n');

describe('what happens is counted', () => {
  test.each([
    [
      'a push',
      () => metrics.pushed(40, 'webhook'),
      'heliograph_push_latency_seconds_bucket{le="0.05",by="webhook"} 1',
    ],
    ['a look', () => metrics.looked('lost'), 'heliograph_looks_total{outcome="lost"} 1'],
    ['a sweep', () => metrics.swept('ok', 300), 'heliograph_sweep_duration_seconds_sum 0.3'],
    ['a sweep that failed', () => metrics.swept('failed', 15_000), 'heliograph_sweep_duration_seconds_sum 0'],
    [
      'a call',
      () => metrics.called({ kind: 'one', outcome: 'timeout', tookMs: 10_000 }),
      'heliograph_upstream_calls_total{kind="one",outcome="timeout"} 1',
    ],
    ['commits', () => metrics.committed(12), 'heliograph_commits_total 12'],
    ['a lost race', () => metrics.raceLost(), 'heliograph_commit_races_lost_total 1'],
    [
      'an action',
      () => metrics.acted('connect', 'refused'),
      'heliograph_actions_total{kind="connect",outcome="refused"} 1',
    ],
    [
      'a recovery',
      () => metrics.recovered('connected'),
      'heliograph_recoveries_total{outcome="connected"} 1',
    ],
    ['a webhook', () => metrics.webhook('refused'), 'heliograph_webhooks_total{outcome="refused"} 1'],
    [
      'a request',
      () => metrics.requested('GET', '/api/auth/me', 200, 3),
      'heliograph_http_requests_total{method="GET",route="/api/auth/me",status="200"} 1',
    ],
    ['the version', () => undefined, 'heliograph_build_info{version="1.2.3"} 1'],
  ])('%s', async (_name, happens, line) => {
    happens();
    expect(await lines()).toContain(line);
  });
});

describe('gauges', () => {
  test('are read when somebody asks', async () => {
    let sockets = 3;
    metrics.readFrom({
      sockets: () => sockets,
      watching: () => true,
      upstreamReachable: () => false,
      sessionsByPhase: () => ({ online: 2, 'needs-attention': 1 }),
    });
    sockets = 4;
    expect(await lines()).toEqual(
      expect.arrayContaining([
        'heliograph_sockets 4',
        'heliograph_watching 1',
        'heliograph_upstream_up 0',
        'heliograph_sessions{phase="online"} 2',
        'heliograph_sessions{phase="needs-attention"} 1',
      ]),
    );
  });

  test('that nobody feeds are left out rather than 0', async () => {
    metrics.readFrom({ sockets: () => 0 });
    const text = (await lines()).filter((line) => !line.startsWith('#')).join('\n');
    expect(text).toContain('heliograph_sockets 0');
    expect(text).not.toContain('lagging');
    expect(text).not.toContain('heliograph_sessions');
  });
});

describe('the figures of the dashboard', () => {
  test('the last minutes’ pushes', () => {
    for (const ms of [10, 20, 30, -5]) metrics.pushed(ms, 'sweep');
    expect(metrics.push()).toEqual({ p50Ms: 10, p95Ms: 30, count: 4, windowSeconds: 600 });
  });

  test('the service’s latency is that of the last single call that it answered', () => {
    expect(metrics.upstreamLatencyMs()).toBeNull();
    metrics.called({ kind: 'one', outcome: 'ok', tookMs: 12 });
    metrics.called({ kind: 'one', outcome: 'timeout', tookMs: 10_000 });
    metrics.called({ kind: 'list', outcome: 'ok', tookMs: 900 });
    expect(metrics.upstreamLatencyMs()).toBe(12);
  });

  test('the last sweep is the last complete one', () => {
    metrics.swept('ok', 300);
    metrics.swept('failed', 15_000);
    expect(metrics.lastSweepMs()).toBe(300);
  });
});

test('the event loop’s lag and the memory are told for the whole process', async () => {
  const { text } = await createMetrics({ version: '1.2.3' }).expose();
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(text).toContain('process_resident_memory_bytes');
});

test('docs/operations.md names each of them, and no other', async () => {
  const names = (await lines()).flatMap((line) => /^# TYPE (heliograph_\w+)/.exec(line)?.[1] ?? []);
  const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const told = new Set(page.match(/heliograph_[a-z_]+/g)?.map((name) => name.replace(/_bucket$/, '')));
  expect([...told].sort()).toEqual(names.sort());
});
