import { expect, test } from 'vitest';
import { firstFacts } from './facts.ts';
import { onlineSession, pairingSession, start, testSession } from './fold-testing.ts';
import { permit, type Fleet } from './permit.ts';
import { ask } from './permit-testing.ts';

const paired = () => testSession('yes');
const healing = (ms: number) => onlineSession().at(10_000).lookUntil(ms, 30_000, 'healing');
const at10s = start + 10_000;

const rules: [what: string, says: string, ask: () => string][] = [
  ['of a session without a phone hurts nobody', 'go', () => ask('connect', testSession(), 0, { healing: 3 })],
  ['is nothing to do when it is online', 'done: online', () => ask('connect', onlineSession(), 9_000)],
  [
    'in a running pairing gets the running code',
    'done: pairing',
    () => ask('connect', pairingSession(), 9_000),
  ],
  [
    'of a withdrawn pairing whose codes still run gets the running code (K3)',
    'done: pairing',
    () => ask('connect', pairingSession().at(5_000).wish('offline'), 9_000),
  ],
  [
    'of a pairing between scan and login waits for that',
    'done: pairing',
    () => ask('connect', pairingSession().at(5_000).look('halfway').at(5_200).look('down'), 5_300),
  ],
  ['twice is once', 'done: connecting', () => ask('connect', paired().connect(), 20_000)],
  [
    'whose login is under way is not sent again',
    'done: connecting',
    () => ask('connect', paired().connect().at(500).look('halfway'), 40_000),
  ],
  [
    'that got no answer may still be carried out: not sent again for a minute',
    'done: connecting',
    () =>
      ask(
        'connect',
        paired().observe({ kind: 'connect-sent', sentAt: start, quietly: false, unsure: true }),
        59_000,
      ),
  ],
  [
    'of a session that heals by itself never goes (K2)',
    'not_now until 610000',
    () => ask('connect', healing(300_000), 300_000),
  ],
  ['of one that did not heal in ten minutes goes', 'go', () => ask('connect', healing(615_000), 615_000)],
  [
    'of one that WhatsApp calls outdated goes before that: it never heals',
    'go',
    () => {
      const session = healing(60_000);
      Object.assign(session.facts, { cause: { code: 'client_outdated', since: 0, until: null, by: null } });
      return ask('connect', session, 60_000);
    },
  ],
  [
    'of a banned one waits for the end of the ban',
    'not_now until 3600000',
    () => {
      const session = healing(615_000);
      const until = start + 3_600_000;
      Object.assign(session.facts, { cause: { code: 'temporary_ban', since: 0, until, by: null } });
      return ask('connect', session, 615_000);
    },
  ],
  [
    'after a disconnect waits 1.5 s (T6)',
    'wait until 11500',
    () =>
      ask(
        'connect',
        onlineSession()
          .at(10_000)
          .observe({ kind: 'disconnect-sent', unsure: false })
          .look('down', { events: '' }),
        10_100,
      ),
  ],
  [
    'after a logout waits 1.5 s (T6)',
    'wait until 11500',
    () => ask('connect', onlineSession().at(10_000).observe({ kind: 'logged-out', by: null }), 10_100),
  ],
  [
    'after a disconnect that got no answer waits a minute',
    'wait until 70000',
    () =>
      ask(
        'connect',
        onlineSession()
          .at(10_000)
          .observe({ kind: 'disconnect-sent', unsure: true })
          .look('down', { events: '' }),
        10_100,
      ),
  ],
  [
    'after another tool disconnected a pairing waits for the end of its codes (K3)',
    'wait until 170000',
    () => ask('connect', pairingSession().at(3_000).look('down', { qr: 'A', events: '' }), 4_000),
  ],
  [
    'of a session that fell this moment waits for what that means (T10)',
    'wait until 10500',
    () => ask('connect', onlineSession().at(10_000).look('down'), 10_100),
  ],
  ['of a paired session with nobody to hurt goes', 'go', () => ask('connect', paired(), 10_000)],
  [
    'with others online needs proof that WhatsApp is reachable',
    'prove',
    () => ask('connect', paired(), 10_000, { online: 2, provers: 2 }),
  ],
  [
    'with a proof of 2 s ago goes',
    'go',
    () => ask('connect', paired(), 12_000, { online: 2, provers: 2, provenAt: at10s }),
  ],
  [
    'with a proof that is older needs a new one',
    'prove',
    () => ask('connect', paired(), 12_001, { online: 2, provers: 2, provenAt: at10s }),
  ],
  [
    'when all others are healing does not go now',
    'not_now until 20000',
    () => ask('connect', paired(), 10_000, { healing: 2 }),
  ],
  [
    'when all others are away because WhatsApp refuses them goes, without events',
    'go quietly',
    () => ask('connect', paired(), 10_000, { refused: 2 }),
  ],
  [
    'when nobody who is online could prove anything goes without events',
    'go quietly',
    () => ask('connect', paired(), 10_000, { online: 1 }),
  ],
  [
    'when others use the service whom nobody here can look at goes without events',
    'go quietly',
    () => ask('connect', paired(), 10_000, { strangers: 'some' }),
  ],
  [
    'when nobody knows who else uses the service goes without events',
    'go quietly',
    () => ask('connect', paired(), 10_000, { strangers: 'unknown' }),
  ],
  [
    'through a proxy of its own goes without events, whatever the others do',
    'go quietly',
    () => ask('connect', paired(), 10_000, { proxyEnabled: true, healing: 2 }),
  ],
  [
    'through a proxy, but without a phone, has nothing to fear',
    'go',
    () => ask('connect', testSession(), 10_000, { proxyEnabled: true }),
  ],
  [
    'of a session of which nobody knows whether a phone is linked goes like a paired one',
    'prove',
    () => ask('connect', testSession('perhaps'), 10_000, { online: 1, provers: 1 }),
  ],
  [
    'of an unlinked session waits, then goes like a paired one: the service may only have forgotten it',
    'prove',
    () => {
      const session = onlineSession().at(10_000).lookUntil(11_000, 500, 'down', { qrSays: 'no session' });
      return ask('connect', session, 12_000, { online: 1, provers: 1 });
    },
  ],
];
test.each(rules)('a connect %s: %s', (_what, says, asked) => expect(asked()).toBe(says));

test('a proof from before the action began is none: the outage may have begun since', () => {
  const row = {
    ...firstFacts(0, ''),
    paired: 'yes' as const,
    desired: 'online' as const,
    proxyEnabled: false,
  };
  const fleet: Fleet = { online: 1, healing: 0, refused: 0, provers: 1, provenAt: 9_900, strangers: 'none' };
  expect(permit(row, fleet, 'connect', 10_000, 9_950)).toEqual({ verdict: 'prove' });
  expect(permit(row, fleet, 'connect', 10_000, 9_900)).toEqual({ verdict: 'go', quietly: false });
});
