import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionRow } from '../../db/session-row.ts';
import { createLog } from '../observability/log.ts';
import type { Push } from '../upstream/push.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { createHearsay } from './hearsay.ts';
import { createIngest } from './ingest.ts';
import { createKnown } from './known.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }));
afterEach(() => vi.useRealTimers());

const image = 'data:image/png;base64,A';
const source = { userId: 'a', token: null, bodyHash: 'bytes' };
const code: Push = { ...source, type: 'QR', image };
const connected: Push = { ...source, type: 'Connected' };

const row = (id: string) => ({ id, token: `token of ${id}`, generation: 1, version: 1 }) as SessionRow;

function ingest(answer: () => Promise<void> = () => Promise.resolve()) {
  const began = Date.now();
  const known = createKnown(began);
  for (const id of ['a', 'b']) known.apply(row(id));
  const clock = { now: () => Date.now() } as Parameters<typeof createHearsay>[0];
  const looks: { id: string; isFirst: boolean; atMs: number }[] = [];
  const observed: unknown[] = [];
  const lines: string[] = [];
  const hearsay = createHearsay(clock);
  const made = createIngest({
    known,
    looks: {
      take(id, isFirst) {
        looks.push({ id, isFirst, atMs: Date.now() - began });
        return answer();
      },
    },
    committer: {
      observe(_id, observation) {
        observed.push(observation);
        return Promise.resolve({ kind: 'gone' });
      },
    },
    hearsay,
    clock,
    log: createLog({ level: 'info', format: 'json', write: (line) => lines.push(line) }),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
        setTimeout(resolve, ms);
      }),
  });
  const at = (ms: number) => vi.advanceTimersByTimeAsync(began + ms - Date.now());
  return { ...made, looks, observed, lines, hearsay, at, known };
}

describe('a push', () => {
  test('causes a look at once, and at 0.5, 1 and 3 s', async () => {
    const { take, looks, at, lastAt } = ingest();
    expect(lastAt()).toBeNull();
    take(connected);
    await at(20_000);
    expect(looks.map(({ atMs }) => atMs)).toEqual([0, 500, 1_000, 3_000]);
    expect(looks.map(({ isFirst }) => isFirst)).toEqual([true, false, false, false]);
    expect(lastAt()).not.toBeNull();
  });

  test('of a connection needs no more looks once the session is online', async () => {
    const { take, looks, known, at } = ingest();
    take(connected);
    await at(100);
    known.apply({ ...row('a'), version: 2, connected: true, loggedIn: true });
    await at(20_000);
    expect(looks.map(({ atMs }) => atMs)).toEqual([0, 500]);
  });

  test('of a connection does not end the looks that a ban before it asked for', async () => {
    const { take, looks, known, at } = ingest();
    known.apply({ ...row('a'), version: 2, connected: true, loggedIn: true });
    take({ ...source, type: 'TemporaryBan', code: 101, expireMs: 60_000 });
    await at(100);
    take(connected);
    await at(20_000);
    expect(looks.map(({ atMs }) => atMs)).toEqual([0, 100, 600, 1_100, 3_100]);
  });

  test('of a keep-alive is worth one look: it changes no state', async () => {
    const { take, looks, at } = ingest();
    take({ ...source, type: 'KeepAliveTimeout' });
    await at(20_000);
    expect(looks).toHaveLength(1);
  });

  test('begins the looks anew when another one of the same session came before', async () => {
    const { take, looks, at } = ingest();
    take(connected);
    await at(700);
    take({ ...source, userId: 'b', type: 'Connected' });
    take(connected);
    await at(20_000);
    const mine = looks.filter(({ id }) => id === 'a').map(({ atMs }) => atMs);
    expect(mine).toEqual([0, 500, 700, 1_200, 1_700, 3_700]);
    expect(looks.filter(({ id }) => id === 'b')).toHaveLength(4);
  });

  test('looks on when the service does not answer', async () => {
    const refuse = () => Promise.reject(new UpstreamError('unreachable', { says: 'ECONNREFUSED' }));
    const { take, looks, at, lines } = ingest(refuse);
    take(connected);
    await at(5_000);
    expect(looks).toHaveLength(4);
    expect(lines).toEqual([]);
  });

  test('lends what it says, and is never more than that', async () => {
    const { take, observed, hearsay, at } = ingest();
    take({ ...source, type: 'LoggedOut', reason: 401, onConnect: false });
    await at(100);
    expect(hearsay.lately('a')).toMatchObject([{ type: 'LoggedOut', reason: 401 }]);
    expect(observed).toEqual([]);
  });

  test('of a code is offered to the fold, with the time of the last look before it', async () => {
    const { take, observed, known, at } = ingest();
    known.saw('a', Date.now() - 400, 'status');
    take(code);
    await at(0);
    expect(observed).toEqual([
      { kind: 'pushed-code', image, arrivedAt: Date.now(), previousAt: Date.now() - 400 },
    ]);
  });

  test('of the build that sends the token finds its session by it', async () => {
    const { take, looks, at } = ingest();
    take({ ...source, userId: null, token: 'token of b', type: 'Connected' });
    await at(0);
    expect(looks).toMatchObject([{ id: 'b' }]);
  });

  test('about a session that is not ours does nothing', async () => {
    const { take, looks, at } = ingest();
    take({ ...source, userId: 'stranger', type: 'Connected' });
    take({ ...source, userId: null, token: 'stranger', type: 'Connected' });
    await at(5_000);
    expect(looks).toEqual([]);
  });
});

describe('the same bytes again', () => {
  const scanned: Push = { ...source, type: 'PairSuccess', jid: '1', platform: '', businessName: '' };

  test.each([code, scanned])('are a retry of $type, for a quarter of an hour', async (push) => {
    const { take, looks, at } = ingest();
    take(push);
    await at(10_000);
    take(push);
    await at(14 * 60_000);
    take(push);
    expect(looks).toHaveLength(4);
    await at(31 * 60_000);
    take(push);
    await at(31 * 60_000);
    expect(looks).toHaveLength(5);
  });

  test('are news where a type looks alike every time', async () => {
    const { take, looks, at } = ingest();
    take(connected);
    await at(10_000);
    take(connected);
    await at(20_000);
    expect(looks).toHaveLength(8);
  });
});

describe('stop', () => {
  test('ends the looks that are still to come, and takes nothing more', async () => {
    const { take, looks, at, stop } = ingest();
    take(connected);
    await at(100);
    await stop();
    take(connected);
    await at(20_000);
    expect(looks).toHaveLength(1);
  });
});
