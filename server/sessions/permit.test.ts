import { describe, expect, test } from 'vitest';
import { onlineSession, pairingSession, testSession } from './fold-testing.ts';
import { ask } from './permit-testing.ts';

describe('a disconnect', () => {
  const rules: [what: string, says: string, ask: () => string][] = [
    ['of an online session goes', 'go', () => ask('disconnect', onlineSession(), 9_000)],
    [
      'while codes run never goes: it would not stop them (K3)',
      'done: withdrawn',
      () => ask('disconnect', pairingSession().at(5_000).wish('offline'), 5_000),
    ],
    [
      'before the first code never goes either',
      'done: withdrawn',
      () => ask('disconnect', testSession().connect().wish('offline'), 100),
    ],
    [
      'between scan and login is done after the login',
      'done: withdrawn',
      () => ask('disconnect', pairingSession().at(5_000).look('halfway').wish('offline'), 5_000),
    ],
    [
      'of a session that heals is done when it is back',
      'done: when-it-heals',
      () => ask('disconnect', onlineSession().at(9_000).look('healing'), 9_000),
    ],
    [
      'of a session that fell this moment is done if it is back',
      'done: when-it-heals',
      () => ask('disconnect', onlineSession().at(9_000).look('down'), 9_000),
    ],
    [
      'of one that is being connected is done after that',
      'done: when-it-heals',
      () => ask('disconnect', testSession('yes').connect(), 9_000),
    ],
    ['of one that is down is done', 'done: offline', () => ask('disconnect', testSession('yes'), 9_000)],
  ];
  test.each(rules)('%s: %s', (_what, says, asked) => expect(asked()).toBe(says));
});

describe('a logout', () => {
  const rules: [what: string, says: string, ask: () => string][] = [
    ['of an online session goes', 'go', () => ask('logout', onlineSession(), 9_000)],
    ['while codes run has no account', 'not_logged_in', () => ask('logout', pairingSession(), 9_000)],
    [
      'of a session that heals cannot go now',
      'not_connected',
      () => ask('logout', onlineSession().at(9_000).look('healing'), 9_000),
    ],
    ['of one that is down cannot go', 'not_connected', () => ask('logout', testSession('yes'), 9_000)],
  ];
  test.each(rules)('%s: %s', (_what, says, asked) => expect(asked()).toBe(says));
});

describe('a pairing code', () => {
  const rules: [what: string, says: string, ask: () => string][] = [
    ['goes while codes run', 'go', () => ask('pairphone', pairingSession(), 9_000)],
    ['waits a moment for the socket', 'wait until 600', () => ask('pairphone', testSession().connect(), 200)],
    ['does not wait for ever', 'not_connected', () => ask('pairphone', testSession().connect(), 9_000)],
    ['is refused to an online session', 'already_paired', () => ask('pairphone', onlineSession(), 9_000)],
    [
      'is refused while the pairing is being stopped',
      'not_connected',
      () => ask('pairphone', pairingSession().wish('offline'), 9_000),
    ],
    [
      'is refused after a scan',
      'not_connected',
      () => ask('pairphone', pairingSession().at(5_000).look('halfway'), 9_000),
    ],
    [
      'is refused for codes that are withheld (T8)',
      'not_connected',
      () => ask('pairphone', testSession('yes').connect().at(500).look('halfway', { qr: 'A' }), 9_000),
    ],
    ['is refused when it is down', 'not_connected', () => ask('pairphone', testSession(), 9_000)],
  ];
  test.each(rules)('%s: %s', (_what, says, asked) => expect(asked()).toBe(says));
});
