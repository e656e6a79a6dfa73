import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket as NetSocket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { pairingRow, person, sessionRow, startNode, statesOf, subscribed } from './testing.ts';

const many = (count: number, of: (place: number) => Parameters<typeof sessionRow>[0]) =>
  Array.from({ length: count }, (_, place) => sessionRow({ id: `s${place}`, ...of(place) }));

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Bytes in use, on the heap and beside it. */
function memory(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A client on a bare TCP connection: it speaks just enough websocket, and reads only when told to. */
async function rawReader(port: number, token: string) {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const key = randomBytes(16).toString('base64');
  let received = '';
  socket.setEncoding('latin1').on('data', (part: string) => (received += part));
  const until = (text: string) =>
    vi.waitFor(() => expect(received.includes(text)).toBe(true), { interval: 10 });
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
      `Connection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  const proof = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  await until(proof);
  send(socket, `40${JSON.stringify({ token })}`);
  await until('40{"sid"');
  return {
    socket,
    text: () => received,
    async ask(event: string, payload: unknown) {
      send(socket, `420${JSON.stringify([event, payload])}`);
      await until('430[');
    },
  };
}

/** One masked text frame. */
function send(socket: NetSocket, text: string): void {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const head =
    payload.length < 126
      ? [0x81, 0x80 | payload.length]
      : [0x81, 0xfe, payload.length >> 8, payload.length & 255];
  const masked = payload.map((byte, place) => byte ^ mask[place % 4]!);
  socket.write(Buffer.concat([Buffer.from(head), mask, masked]));
}

test('a reader that stops reading costs a set of ids, others feel nothing, and it gets the newest when it reads on', async () => {
  const node = await startNode({ people: { admin: person() } });
  const rows = many(200, () => ({}));
  node.tail.offer(rows);
  const lazy = await rawReader(node.port, 'admin');
  await lazy.ask('subscribe', { sessions: 'all' });
  const keen = await node.connected('admin');
  await subscribed(keen, 'all');

  let version = 1;
  /** A change of every session; resolves when the keen one has them all, with the milliseconds that took. */
  async function round(): Promise<number> {
    version += 1;
    const all = new Promise<void>((resolve) => {
      let left = rows.length;
      keen.on('session:state', function count(state) {
        if (state.version !== version || --left > 0) return;
        keen.off('session:state', count);
        resolve();
      });
    });
    const began = performance.now();
    node.tail.offer(rows.map((row) => ({ ...row, version })));
    await all;
    return performance.now() - began;
  }
  async function rounds(count: number): Promise<number> {
    const took: number[] = [];
    while (took.length < count) took.push(await round());
    return took.sort((a, b) => a - b)[count >> 1] ?? 0;
  }

  const alone = await rounds(20);
  lazy.socket.pause();
  const before = memory();
  const beside = await rounds(50);
  // 10,000 states are some 8 MB; what the lazy one holds is bounded, wherever it stands.
  const grown = memory() - before;
  process.stdout.write(
    `a reader that stands still for 10,000 changes holds ${Math.round(grown / 1024)} KiB; ` +
      `200 states reach another in ${alone.toFixed(1)} ms before, ${beside.toFixed(1)} ms meanwhile\n`,
  );
  expect(grown).toBeLessThan(4 * 1024 * 1024);

  const newest = version;
  lazy.socket.resume();
  await vi.waitFor(
    () => {
      const last = [...lazy.text().matchAll(/"id":"(s\d+)"[^{}]*?"version":(\d+)/g)];
      const shown = new Map(last.map(([, id, version]) => [id, Number(version)]));
      expect(shown.size).toBe(200);
      expect([...shown.values()].every((version) => version === newest)).toBe(true);
    },
    { timeout: 10_000 },
  );
  node.tail.offer([{ ...rows[0]!, version: newest + 1 }]);
  await vi.waitFor(() => expect(lazy.text()).toContain(`"version":${newest + 1}`));
});

test('what a reader missed comes with the rights it has by then', async () => {
  const people = { budi: person({ userId: 'budi', role: 'operator' }) };
  const node = await startNode({ people, deps: { limits: { lagBytes: 2_000 } } });
  const rows = [sessionRow({ id: 'kept', ownerId: 'budi' }), sessionRow({ id: 'lost', ownerId: 'budi' })];
  node.tail.offer(rows);
  const client = await node.connected('budi');
  const states = statesOf(client);
  const removed: string[] = [];
  client.on('session:removed', ({ id }) => removed.push(id));
  await subscribed(client, ['kept', 'lost']);
  await subscribed(client, 'all');
  // All in one turn of the event loop, so nothing drains between them.
  for (let version = 2; version < 12; version++) {
    node.tail.offer(rows.map((row) => pairingRow({ id: row.id, ownerId: 'budi', version })));
  }
  node.tail.offer([pairingRow({ id: 'lost', ownerId: 'tini', version: 12 })]);
  node.tail.offer([pairingRow({ id: 'kept', ownerId: 'budi', version: 12 })]);

  await vi.waitFor(() => expect(removed).toEqual(['lost']));
  await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ id: 'kept', version: 12 }));
  expect(states.length).toBeLessThan(12);
  expect(states.at(-1)?.qr?.image).toBeDefined();
  const versions = states.filter(({ id }) => id === 'kept').map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});

test('a snapshot of 10,000 sessions comes in pages, is no lag, and ends', async () => {
  const node = await startNode();
  node.tail.offer(many(10_000, () => ({})));
  const client = await node.connected('admin');
  const states = statesOf(client);
  const ids = new Set<string>();
  const pages: boolean[] = [];
  client.on('session:states', ({ sessions, more }) => {
    pages.push(more);
    for (const { id } of sessions) ids.add(id);
  });
  const snapshot = await subscribed(client, 'all');
  expect([snapshot.more, snapshot.sessions.length]).toEqual([true, 500]);
  for (const { id } of snapshot.sessions) ids.add(id);
  node.tail.offer([sessionRow({ id: 's9999', version: 2 })]);
  await vi.waitFor(() => expect(pages).toHaveLength(19), { timeout: 10_000 });
  expect(pages.indexOf(false)).toBe(18);
  expect(ids.size).toBe(10_000);
  expect(states.map(({ id }) => id)).toEqual(['s9999']);
});

test('a reader without any progress is cut', async () => {
  const node = await startNode({ deps: { limits: { cutMs: 1_000 } } });
  node.tail.offer(many(3_000, () => ({})));
  const lazy = await rawReader(node.port, 'admin');
  await lazy.ask('subscribe', { sessions: 'all' });
  lazy.socket.pause();
  expect(node.realtime.sockets()).toBe(1);
  let version = 1;
  await vi.waitFor(
    () => {
      // The kernel's buffers take some megabytes before anything stands still.
      version += 1;
      node.tail.offer(many(3_000, () => ({ version })));
      expect(node.realtime.sockets()).toBe(0);
    },
    { timeout: 60_000, interval: 100 },
  );
}, 80_000);
