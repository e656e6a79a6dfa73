/** What a session that the service says it does not have is taken for: forgotten in a restart, or unlinked. */
import { expect, test } from 'vitest';
import { createClock } from '../clock.ts';
import { sessionRow } from '../realtime/testing.ts';
import type { Health } from '../upstream/answers.ts';
import type { Reader } from '../upstream/read.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Committer } from './commit.ts';
import { fold } from './fold.ts';
import { createHearsay } from './hearsay.ts';
import { createKnown } from './known.ts';
import { createLooker } from './look.ts';
import { createReachability } from './reachability.ts';
import { createRestarts } from './restarts.ts';

const hour = 3_600_000;

/** One session online until a moment ago; the service says that it has none, and `health` of itself. */
function fallen(health: (now: number) => Partial<Health> | null | 'hangs') {
  let time = Date.now();
  const clock = createClock(() => time);
  const known = createKnown(time);
  const reader = {
    one: () =>
      Promise.resolve({ connected: false, loggedIn: false, jid: '', qrImage: '', events: 'Message' }),
    qr: () => Promise.resolve({ says: 'no session' }),
    health() {
      const answer = health(time);
      if (answer === 'hangs') return Promise.reject(new UpstreamError('timeout'));
      return Promise.resolve(answer);
    },
  } as unknown as Reader;
  const observe = ((id, observation) => {
    const row = known.get(id)!;
    known.apply({ ...fold(row, observation, time), version: row.version + 1 });
    return Promise.resolve({ kind: 'unchanged', row: known.get(id)! });
  }) as Committer['observe'];
  const looker = createLooker({
    reader,
    known,
    committer: { observe } as Committer,
    clock,
    reachability: createReachability(known, clock),
    restarts: createRestarts({ reader, known, clock }),
    byAdmin: true,
    hearsay: createHearsay(clock),
  });
  known.apply(
    sessionRow({
      id: 'a',
      phase: 'online',
      connected: true,
      loggedIn: true,
      paired: 'yes',
      desired: 'online',
      eventsUp: 'Message',
      observedAt: time,
    }),
  );
  return async (afterMs: number) => {
    time += afterMs;
    const row = await looker.look('a', 'status');
    return row?.cause?.code ?? null;
  };
}

test('a service that began since is why: it forgot the session', async () => {
  const began = Date.now() + 1_000;
  const look = fallen((now) => ({ uptimeMs: now - began }));
  expect([await look(2_000), await look(500), await look(1_000)]).toEqual([
    null,
    'upstream_lost_session',
    'upstream_lost_session',
  ]);
});

test('a service that has run for long has no such excuse: the phone was unlinked', async () => {
  const look = fallen(() => ({ uptimeMs: hour }));
  expect([await look(2_000), await look(500), await look(600)]).toEqual([null, null, 'unlinked_on_phone']);
});

test('so has a build that cannot say how long it has run', async () => {
  const look = fallen(() => null);
  expect([await look(2_000), await look(500), await look(600)]).toEqual([null, null, 'unlinked_on_phone']);
});

test('one that does not answer for a moment may have begun just now: nothing is called unlinked before it says', async () => {
  const began = Date.now() + 1_000;
  let silent = true;
  const look = fallen((now) => (silent ? 'hangs' : { uptimeMs: now - began }));
  expect([await look(2_000), await look(500), await look(1_500)]).toEqual([null, null, null]);
  silent = false;
  expect(await look(1_500)).toBe('upstream_lost_session');
});

test('one that goes on hanging is waited for no longer than five seconds', async () => {
  const look = fallen(() => 'hangs');
  expect([await look(2_000), await look(4_000), await look(1_000)]).toEqual([
    null,
    null,
    'unlinked_on_phone',
  ]);
});
