import { expect, test } from 'vitest';
import { PushesView, SystemView } from '../../contract/system.ts';
import { iso, noon, sessionState } from '../testing/session.ts';
import { systemReport } from './system-report.ts';

const speed = { p50Ms: 41, p95Ms: 118, count: 3_412 };
const view = SystemView.parse({
  version: '1.0.0',
  node: 'rani-laptop:4711:ab12cd34',
  upstream: { status: 'reachable', since: iso(noon), latencyMs: 22, version: '2026.2' },
  watcher: { holder: 'rani-laptop:4711:ab12cd34', lastSweepAt: iso(noon), sweepMs: 84, sessions: 2 },
  push: { ...speed, windowSeconds: 600 },
  sockets: { count: 38 },
  database: { kind: 'external', version: '18.4' },
  nodes: [{ id: 'rani-laptop:4711:ab12cd34', version: '1.0.0', since: iso(noon), watches: true }],
});
const pushes = PushesView.parse({
  window: '1h',
  since: iso(noon - 3_600_000),
  ...speed,
  byWebhook: 3_000,
  stages: { lookMs: 20, commitMs: 11, emitMs: 3 },
  steps: [{ at: iso(noon), ...speed }],
});
const fallen = sessionState({
  id: '9c024459f0ca25e9f73f6aafeaaff67b',
  ownerName: 'Sari',
  phase: 'needs-attention',
  cause: { code: 'replaced', message: 'm', next: 'n', since: iso(noon), until: null, by: 'Oscar' },
});
const report = systemReport({
  at: noon,
  browser: 'Firefox',
  view,
  pushes,
  sessions: [sessionState(), fallen],
});

test('it tells versions, times and counts', () => {
  expect(JSON.parse(report)).toMatchObject({
    at: iso(noon),
    heliograph: '1.0.0',
    service: { status: 'reachable', version: '2026.2' },
    watcher: { held: true, sweepMs: 84 },
    nodes: [{ version: '1.0.0', watches: true }],
    sessions: { phases: { online: 1, 'needs-attention': 1 }, causes: { replaced: 1 } },
    pushes: { p95Ms: 118, stages: { commitMs: 11 } },
  });
});

test.each([
  ['a session’s name', 'CS Malam'],
  ['a number', '628'],
  ['an id', '9c024459'],
  ['an owner', 'Sari'],
  ['who switched it off', 'Oscar'],
  ['a machine', 'rani-laptop'],
])('it does not tell %s', (_what, text) => {
  expect(report).not.toContain(text);
});
