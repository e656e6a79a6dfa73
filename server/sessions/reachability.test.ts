import { expect, test } from 'vitest';
import { createKnown } from './known.ts';
import { createReachability } from './reachability.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { judge } from './upstream-trouble.ts';

function service() {
  let now = 1_000_000;
  const known = createKnown(now);
  const reachability = createReachability(known, { now: () => now, learn: () => {} });
  const told: string[] = [];
  reachability.onChange(({ status }) => told.push(status));
  return {
    reachability,
    told,
    status: () => known.upstream.status,
    since: () => known.upstream.since - 1_000_000,
    at(ms: number) {
      now = 1_000_000 + ms;
    },
  };
}

test('before it ever answered, one refusal is enough', () => {
  const { reachability, status } = service();
  reachability.failed(true);
  expect(status()).toBe('unreachable');
});

test('one failure is a hiccup; a second one a second later is not, and dates from the first', () => {
  const { reachability, status, since, at, told } = service();
  reachability.succeeded();
  at(5_000);
  reachability.failed(true);
  at(5_500);
  reachability.failed(true);
  expect(status()).toBe('reachable');
  at(6_000);
  reachability.failed(true);
  expect(status()).toBe('unreachable');
  expect(since()).toBe(5_000);
  at(7_000);
  reachability.failed(true);
  reachability.succeeded();
  reachability.succeeded();
  expect(told).toEqual(['reachable', 'unreachable', 'reachable']);
});

test('a success between two failures forgives the first', () => {
  const { reachability, status, at } = service();
  reachability.succeeded();
  at(5_000);
  reachability.failed(true);
  at(5_500);
  reachability.succeeded();
  at(6_500);
  reachability.failed(true);
  expect(status()).toBe('reachable');
});

test('a node that does not watch leaves the verdict to the one that does, and has its own when that one is silent', () => {
  const { reachability, status, at, told } = service();
  const view = { status: 'reachable' as const, since: 1_000_000, observedAt: 1_000_000 };
  reachability.follow(view);
  for (let ms = 1_000; ms <= 9_000; ms += 2_000) {
    at(ms);
    reachability.failed(true);
    reachability.follow(view);
  }
  expect(told).not.toContain('unreachable');
  expect(reachability.wasAwaySince(1_000_000)).toBe(false);
  // What it hears is not contradicted by a success of its own either.
  reachability.follow({ ...view, status: 'unreachable' });
  reachability.succeeded();
  expect(status()).toBe('unreachable');
  at(16_000);
  reachability.succeeded();
  expect(status()).toBe('reachable');
  at(21_000);
  reachability.failed(true);
  at(22_000);
  reachability.failed(true);
  expect(status()).toBe('unreachable');
});

test('a node that begins to watch judges at once', () => {
  const { reachability, status, at } = service();
  reachability.follow({ status: 'reachable', since: 1_000_000, observedAt: 1_000_000 });
  reachability.lead();
  reachability.failed(true);
  at(1_000);
  reachability.failed(true);
  expect(status()).toBe('unreachable');
});

test('slow is not down: calls that time out count only when nothing has answered for long', () => {
  const { reachability, status, at } = service();
  reachability.succeeded();
  for (let ms = 1_000; ms < 20_000; ms += 1_000) {
    at(ms);
    reachability.failed(false);
  }
  expect(status()).toBe('reachable');
  at(20_000);
  reachability.failed(false);
  expect(status()).toBe('unreachable');
});

test('a session confirmed before the service was away does not count as seen since', () => {
  const { reachability, at } = service();
  reachability.succeeded();
  expect(reachability.wasAwaySince(1_000_000)).toBe(false);
  at(10_000);
  reachability.hangs();
  at(60_000);
  reachability.succeeded();
  expect(reachability.wasAwaySince(1_009_000)).toBe(true);
  expect(reachability.wasAwaySince(1_059_000)).toBe(true);
  expect(reachability.wasAwaySince(1_061_000)).toBe(false);
});

test.each<[string, ConstructorParameters<typeof UpstreamError>, 'read' | 'write', 'up' | 'down' | 'neither']>(
  [
    ['a refused connection', ['unreachable', { says: 'econnrefused' }], 'read', 'down'],
    ['a page of HTML', ['not_json', { status: 502 }], 'read', 'down'],
    ['a read that answers 500', ['said_no', { status: 500 }], 'read', 'down'],
    ['a write that is refused with 500', ['said_no', { status: 500, says: 'no session' }], 'write', 'up'],
    ['a read that is refused', ['said_no', { status: 404 }], 'read', 'up'],
    ['a token that is not accepted', ['refused_token', { status: 401, says: 'unauthorized' }], 'read', 'up'],
    [
      'a login that something in front of it asks for',
      ['refused_token', { status: 401, says: 'a stranger' }],
      'read',
      'down',
    ],
    ['a database that is busy', ['busy', { status: 500 }], 'read', 'neither'],
    ['a call that we gave up ourselves', ['unreachable', { says: 'closed' }], 'read', 'neither'],
  ],
)('%s counts', (_what, [kind, more], call, counts) => {
  const { reachability, status } = service();
  judge(new UpstreamError(kind, more), reachability, call);
  expect(status()).toBe(counts === 'down' ? 'unreachable' : 'reachable');
  expect(reachability.answeredAt() !== null).toBe(counts === 'up');
});
