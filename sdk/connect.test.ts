import { expect, test, vi } from 'vitest';
import { HeliographError } from './heliograph-error.ts';
import { openFeed, push, qrCode, scriptedGateway, sessionState, snapshot } from './testing.ts';
import type { Change } from './states.ts';

const versions = (changes: Change[]) =>
  changes.flatMap((one) => (one.kind === 'state' ? [one.state.version] : []));

test('a state that overtakes the answer to its subscription is not set back by it', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = (_, socket) => {
    push(socket, sessionState({ version: 5 }));
    return snapshot([sessionState({ version: 4 })]);
  };
  const feed = openFeed(gateway.url);
  const seen: Change[] = [];
  feed.subscribe('a', (change) => seen.push(change));
  await vi.waitFor(() => expect(feed.loaded('a')).toBe(true));
  const socket = await gateway.only();
  for (const version of [5, 3, 6, 6, 2, 7]) push(socket, sessionState({ version }));
  await vi.waitFor(() => expect(feed.get('a')?.version).toBe(7));
  expect(versions(seen)).toEqual([5, 6, 7]);
});

test('a session that was made anew is newer, whatever its version says', async () => {
  const gateway = await scriptedGateway();
  const feed = openFeed(gateway.url);
  feed.subscribe('a');
  await vi.waitFor(() => expect(feed.loaded('a')).toBe(true));
  const socket = await gateway.only();
  push(socket, sessionState({ generation: 1, version: 90 }));
  socket.emit('session:removed', { id: 'a', generation: 1 });
  push(socket, sessionState({ generation: 1, version: 89 }));
  push(socket, sessionState({ generation: 2, version: 1 }));
  await vi.waitFor(() => expect(feed.get('a')?.generation).toBe(2));
});

test('everything is subscribed to again after a loss, and what went meanwhile goes', async () => {
  const gateway = await scriptedGateway();
  let rows = [sessionState(), sessionState({ id: 'b' }), sessionState({ id: 'c' })];
  gateway.script.subscribe = (target) =>
    target === 'all'
      ? snapshot(rows)
      : snapshot(
          rows.filter(({ id }) => target.includes(id)),
          { denied: target.filter((id) => !rows.some((row) => row.id === id)) },
        );
  const feed = openFeed(gateway.url);
  const seen: Change[] = [];
  feed.onChange((change) => seen.push(change));
  feed.subscribe('all');
  feed.subscribe(['a', 'b']);
  await vi.waitFor(() => expect([feed.loaded('all'), feed.loaded('b')]).toEqual([true, true]));

  const connections: string[] = [];
  feed.onConnection(({ is }) => connections.push(is));
  rows = [sessionState({ version: 9, phase: 'online' })];
  seen.length = 0;
  (await gateway.only()).disconnect(true);
  await vi.waitFor(() => expect(feed.states().map(({ id }) => id)).toEqual(['a']));
  expect(feed.denied('b')).toBe(true);
  expect(seen.map(({ id, kind }) => `${kind} ${id}`).sort()).toEqual(['denied b', 'removed c', 'state a']);
  expect(connections.at(0)).toBe('reconnecting');
  expect(connections.at(-1)).toBe('live');
});

test('what goes while it is followed by id is denied from then on, and not any more once it is given back', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = () => snapshot([sessionState(), sessionState({ id: 'b' })]);
  const feed = openFeed(gateway.url);
  const seen: string[] = [];
  feed.subscribe('all');
  feed.subscribe('a', ({ kind }) => seen.push(kind));
  await vi.waitFor(() => expect([feed.loaded('all'), feed.loaded('a')]).toEqual([true, true]));
  const socket = await gateway.only();
  for (const id of ['a', 'b']) socket.emit('session:removed', { id, generation: 1 });
  await vi.waitFor(() => expect(feed.states()).toEqual([]));
  expect([feed.denied('a'), feed.denied('b'), seen.at(-1)]).toEqual([true, false, 'removed']);
  push(socket, sessionState({ version: 2 }));
  await vi.waitFor(() => expect(feed.get('a')?.version).toBe(2));
  expect(feed.denied('a')).toBe(false);
});

test('a list in pages is complete with its last page, and keeps what came in between', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = () => snapshot([sessionState()], { more: true });
  const feed = openFeed(gateway.url);
  feed.subscribe('all');
  const socket = await gateway.only();
  await vi.waitFor(() => expect(feed.get('a')).toBeDefined());
  const serverTime = new Date().toISOString();
  push(socket, sessionState({ id: 'new' }));
  socket.emit('session:states', { sessions: [sessionState({ id: 'b' })], more: true, serverTime });
  await vi.waitFor(() => expect(feed.get('b')).toBeDefined());
  expect(feed.loaded('all')).toBe(false);
  socket.emit('session:states', { sessions: [sessionState({ id: 'c' })], more: false, serverTime });
  await vi.waitFor(() => expect(feed.loaded('all')).toBe(true));
  expect(feed.states().map(({ id }) => id)).toEqual(['a', 'new', 'b', 'c']);
});

test('a subscription ends with the last who holds it, and the image with the last who held it by id', async () => {
  const gateway = await scriptedGateway();
  const whole = sessionState({ phase: 'pairing', qr: qrCode() });
  const plain = sessionState({ phase: 'pairing', qr: qrCode({ image: undefined }) });
  gateway.script.subscribe = (target) => snapshot([target === 'all' ? plain : whole]);
  const feed = openFeed(gateway.url);
  const ends = [feed.subscribe('a'), feed.subscribe(['a'])];
  const endList = feed.subscribe('all');
  await vi.waitFor(() => expect([feed.loaded('a'), feed.loaded('all')]).toEqual([true, true]));
  expect(feed.get('a')?.qr?.image).toBeDefined();
  ends[0]?.();
  ends[0]?.();
  expect(feed.get('a')?.qr?.image).toBeDefined();
  ends[1]?.();
  expect(feed.get('a')?.qr).toEqual(expect.not.objectContaining({ image: expect.anything() }));
  endList();
  expect(feed.states()).toEqual([]);
  await vi.waitFor(() => expect(gateway.calls.slice(-2)).toEqual(['unsubscribe a', 'unsubscribe all']));
  push(await gateway.only(), { ...whole, version: 2 });
  expect(gateway.calls.filter((call) => call === 'subscribe a')).toHaveLength(1);
});

test('who subscribes to what is known already hears it at once, without another call', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = () => snapshot([sessionState()]);
  const feed = openFeed(gateway.url);
  feed.subscribe('a');
  await vi.waitFor(() => expect(feed.loaded('a')).toBe(true));
  const seen: Change[] = [];
  feed.subscribe('a', (change) => seen.push(change));
  await vi.waitFor(() => expect(versions(seen)).toEqual([1]));
  expect(gateway.calls).toEqual(['subscribe a']);
});

test('a subscription that fails inside the gateway is tried again', async () => {
  const gateway = await scriptedGateway();
  let failures = 1;
  gateway.script.subscribe = () =>
    failures-- > 0 ? { ok: false, reason: 'internal', error: 'x' } : snapshot([sessionState()]);
  const feed = openFeed(gateway.url);
  feed.subscribe('a');
  await vi.waitFor(() => expect(feed.doubt?.reason).toBe('internal'));
  await vi.waitFor(() => expect(feed.loaded('a')).toBe(true), { timeout: 5_000 });
  expect(feed.doubt).toBeNull();
});

test('presence, timeline and the state of the service arrive, presence for what is followed by id only', async () => {
  const gateway = await scriptedGateway();
  const feed = openFeed(gateway.url);
  const events: string[] = [];
  feed.onEvent(({ type }) => events.push(type));
  feed.subscribe('a');
  await vi.waitFor(() => expect(feed.loaded('a')).toBe(true));
  const socket = await gateway.only();
  const at = new Date().toISOString();
  const viewers = [{ userId: 'sari', name: 'Sari' }];
  socket.emit('session:presence', { id: 'a', viewers, idleStopsAt: null });
  socket.emit('session:presence', { id: 'b', viewers, idleStopsAt: null });
  socket.emit('session:event', { id: '1', sessionId: 'a', at, type: 'connect', actor: 'Sari', data: {} });
  socket.emit('upstream:status', { status: 'unreachable', since: at, observedAt: null });
  await vi.waitFor(() => expect(feed.upstream?.status).toBe('unreachable'));
  expect([feed.presence('a')?.viewers, feed.presence('b'), events]).toEqual([
    viewers,
    undefined,
    ['connect'],
  ]);
});

test('waitFor resolves with the first state that satisfies', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = () => snapshot([sessionState()]);
  const feed = openFeed(gateway.url);
  const online = feed.waitFor('a', ({ phase }) => phase === 'online');
  const socket = await gateway.only();
  await vi.waitFor(() => expect(feed.get('a')).toBeDefined());
  push(socket, sessionState({ version: 2, phase: 'pairing' }));
  push(socket, sessionState({ version: 3, phase: 'online' }));
  expect((await online).version).toBe(3);
  await vi.waitFor(() => expect(gateway.calls.at(-1)).toBe('unsubscribe a'));
});

test('waitFor says why it gives up: no such session, the time is over, aborted, signed out', async () => {
  const gateway = await scriptedGateway();
  gateway.script.subscribe = (target) =>
    target.includes('none') ? snapshot([], { denied: ['none'] }) : snapshot([sessionState()]);
  const feed = openFeed(gateway.url);
  const never = () => false;
  await expect(feed.waitFor('none', never)).rejects.toMatchObject({ reason: 'session_not_found' });
  await expect(feed.waitFor('a', never, { timeoutMs: 20 })).rejects.toMatchObject({ reason: 'timeout' });
  const aborting = new AbortController();
  const aborted = feed.waitFor('a', never, { signal: aborting.signal });
  aborting.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
  gateway.script.admit = () => 'unauthorized';
  const refused = openFeed(gateway.url).waitFor('a', never);
  await expect(refused).rejects.toBeInstanceOf(HeliographError);
});
