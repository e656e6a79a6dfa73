import { expect, test } from 'vitest';
import { nextConnection, type Connection, type ConnectionEvent } from './connection-state.ts';

const from: { [Is in Connection['is']]: Extract<Connection, { is: Is }> } = {
  connecting: { is: 'connecting' },
  live: { is: 'live', since: 0 },
  reconnecting: { is: 'reconnecting', since: 90_000, nextAttemptAt: 95_000 },
  offline: { is: 'offline', since: 0, nextAttemptAt: 101_000 },
  'signed-out': { is: 'signed-out', reason: 'unauthorized' },
  closed: { is: 'closed' },
};
const events: { [Type in ConnectionEvent['type']]: Extract<ConnectionEvent, { type: Type }> } = {
  attempt: { type: 'attempt' },
  up: { type: 'up' },
  down: { type: 'down', nextAttemptAt: 107_000 },
  'network-gone': { type: 'network-gone' },
  refused: { type: 'refused', reason: 'token_expired' },
  close: { type: 'close' },
};

/** Every pair of state and event: one that is missing does not compile. */
const table: Record<Connection['is'], Record<ConnectionEvent['type'], Connection['is']>> = {
  connecting: {
    attempt: 'connecting',
    up: 'live',
    down: 'reconnecting',
    'network-gone': 'offline',
    refused: 'signed-out',
    close: 'closed',
  },
  live: {
    attempt: 'live',
    up: 'live',
    down: 'reconnecting',
    'network-gone': 'offline',
    refused: 'signed-out',
    close: 'closed',
  },
  reconnecting: {
    attempt: 'reconnecting',
    up: 'live',
    down: 'reconnecting',
    'network-gone': 'offline',
    refused: 'signed-out',
    close: 'closed',
  },
  offline: {
    attempt: 'offline',
    up: 'live',
    down: 'offline',
    'network-gone': 'offline',
    refused: 'signed-out',
    close: 'closed',
  },
  'signed-out': {
    attempt: 'connecting',
    up: 'live',
    down: 'reconnecting',
    'network-gone': 'signed-out',
    refused: 'signed-out',
    close: 'closed',
  },
  closed: {
    attempt: 'closed',
    up: 'closed',
    down: 'closed',
    'network-gone': 'closed',
    refused: 'closed',
    close: 'closed',
  },
};

test.each(
  Object.entries(table).flatMap(([is, row]) =>
    Object.entries(row).map(([type, then]) => [is, type, then] as const),
  ),
)('from %s by %s to %s', (is, type, then) => {
  const state = from[is as Connection['is']];
  expect(nextConnection(state, events[type as ConnectionEvent['type']], 100_000).is).toBe(then);
});

test('a loss of 30 s is offline, since the moment of the loss, and attempts go on', () => {
  const lost = nextConnection(from.live, { type: 'down', nextAttemptAt: 1_000 }, 500);
  expect(lost).toEqual({ is: 'reconnecting', since: 500, nextAttemptAt: 1_000 });
  const trying = nextConnection(lost, { type: 'attempt' }, 1_000);
  expect(trying).toEqual({ is: 'reconnecting', since: 500, nextAttemptAt: null });
  const offline = nextConnection(trying, { type: 'down', nextAttemptAt: 40_000 }, 30_500);
  expect(offline).toEqual({ is: 'offline', since: 500, nextAttemptAt: 40_000 });
});
