import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createLog } from '../observability/log.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { createKnown } from './known.ts';
import { createReachability } from './reachability.ts';
import { createSweeping } from './sweeping.ts';

const timeout = new UpstreamError('timeout');
const refused = new UpstreamError('unreachable', { says: 'econnrefused' });

describe('a list that is asked for soon', () => {
  /** Lists end, and waits are slept through, when told so. */
  function stage() {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const known = createKnown(0);
    const stopping = new AbortController();
    const turns: { end: () => void; fail: (error: Error) => void }[] = [];
    const waits: { ms: number; over: () => void }[] = [];
    const sweeping = createSweeping({
      sweeper: {
        sweep: () =>
          new Promise((resolve, reject) => turns.push({ end: () => resolve(undefined), fail: reject })),
      },
      looker: { look: () => Promise.resolve(null) },
      known,
      reachability: createReachability(known, { now: () => 0, learn: () => {} }),
      everyMs: () => 5_000,
      log: createLog({ level: 'info', format: 'json', write: () => undefined }),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          waits.push({ ms, over: () => resolve() });
          signal.addEventListener('abort', () => resolve(), { once: true });
        }),
    });
    const settle = () => new Promise((done) => setImmediate(done));
    const soon = () => {
      const state = { over: false };
      void sweeping.soon().then(() => (state.over = true));
      return state;
    };
    const running = sweeping.run(stopping.signal);
    const stop = async () => {
      stopping.abort();
      turns.at(-1)?.end();
      await running;
    };
    return { sweeping, turns, waits, settle, soon, stop };
  }

  test('comes as soon as the service has had its rest from the last, three times as long as that took', async () => {
    const { turns, waits, settle, soon, stop } = stage();
    vi.advanceTimersByTime(200);
    turns[0]!.end();
    await settle();
    expect(waits.map(({ ms }) => ms)).toEqual([600]);
    const asked = soon();
    await settle();
    expect(turns).toHaveLength(1);
    waits[0]!.over();
    await settle();
    expect(turns).toHaveLength(2);
    expect(asked.over).toBe(false);
    turns[1]!.end();
    await settle();
    expect(asked.over).toBe(true);
    await stop();
  });

  test('cuts the rest of the wait for the next one short', async () => {
    const { turns, waits, settle, soon, stop } = stage();
    turns[0]!.end();
    await settle();
    waits[0]!.over();
    await settle();
    expect(waits.map(({ ms }) => ms)).toEqual([250, 4_750]);
    soon();
    await settle();
    expect(turns).toHaveLength(2);
    await stop();
  });

  test('is not the one under way, which may have been asked for before the news', async () => {
    const { turns, waits, settle, soon, stop } = stage();
    const asked = soon();
    turns[0]!.end();
    await settle();
    expect(asked.over).toBe(false);
    waits[0]!.over();
    await settle();
    turns[1]!.end();
    await settle();
    expect(asked.over).toBe(true);
    await stop();
  });

  test('is waited for no longer when it is late, or has failed', async () => {
    const { turns, waits, settle, soon, stop } = stage();
    turns[0]!.end();
    await settle();
    const late = soon();
    waits[0]!.over();
    await settle();
    vi.advanceTimersByTime(3_000);
    await settle();
    expect(late.over).toBe(true);
    const failed = soon();
    turns[1]!.end();
    await settle();
    waits.at(-1)!.over();
    await settle();
    turns[2]!.fail(refused);
    await settle();
    expect(failed.over).toBe(true);
    await stop();
  });

  test('is not waited for behind one that hangs', async () => {
    const { turns, settle, soon, stop } = stage();
    vi.advanceTimersByTime(1_000);
    const asked = soon();
    vi.advanceTimersByTime(2_000);
    await settle();
    expect(asked.over).toBe(true);
    turns[0]!.fail(timeout);
    await stop();
  });

  test('does not hurry a list that hangs: each one stays inside the service', async () => {
    const { turns, waits, settle, soon, stop } = stage();
    turns[0]!.fail(timeout);
    await settle();
    expect(waits.map(({ ms }) => ms)).toEqual([30_000]);
    soon();
    await settle();
    expect(turns).toHaveLength(1);
    await stop();
  });

  test('never comes where this node asks for none', async () => {
    const { sweeping, turns, settle, soon, stop } = stage();
    turns[0]!.end();
    await settle();
    const asked = soon();
    await stop();
    await settle();
    expect(asked.over).toBe(true);
    await sweeping.soon();
  });
});
