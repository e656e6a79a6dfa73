import { expect, test, vi } from 'vitest';
import { openFeed, push, scriptedGateway, sessionState, snapshot } from './testing.ts';

test('each state comes once, in order; who is slow gets the newest', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = () => snapshot([sessionState({ version: 1 })]);
  const feed = openFeed(gateway.url);
  const versions: number[] = [];
  for await (const { version } of feed.changes('a')) {
    versions.push(version);
    if (version === 1) {
      const socket = await gateway.only();
      for (const next of [2, 3, 4]) push(socket, sessionState({ version: next }));
      await vi.waitFor(() => expect(feed.get('a')?.version).toBe(4));
    }
    if (version === 4) break;
  }
  expect(versions).toEqual([1, 4]);
  await vi.waitFor(() => expect(gateway.calls.at(-1)).toBe('unsubscribe a'));
});

test('an abort, a session that is not there, a sign-out and a closed feed end it with their reason', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = (target) =>
    target.includes('gone') ? snapshot([], { denied: ['gone'] }) : snapshot([]);
  const feed = openFeed(gateway.url);
  const next = (ids: string, signal?: AbortSignal) => feed.changes(ids, { signal }).next();
  const stop = new AbortController();
  const stopped = expect(next('a', stop.signal)).rejects.toThrow('enough');
  stop.abort(new Error('enough'));
  await stopped;
  await expect(next('gone')).rejects.toMatchObject({ reason: 'session_not_found' });
  const closed = expect(next('a')).rejects.toMatchObject({ reason: 'unreachable' });
  feed.close();
  await closed;

  gateway.script.admit = () => 'unauthorized';
  const stranger = openFeed(gateway.url);
  await expect(stranger.changes('all').next()).rejects.toMatchObject({ reason: 'unauthorized' });
});
