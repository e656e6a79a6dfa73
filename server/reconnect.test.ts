import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import type { ClientToServer, ServerToClient } from '../contract/socket.ts';
import { runGateway } from './testing.ts';

type Client = Socket<ServerToClient, ClientToServer>;
const sockets = 2_000;
const sessionsPath = '/api/admin/whatsapp/sessions';

/** What the gateway asks every few seconds, whoever is there. */
const beat =
  /clock_timestamp|from "viewers"|"generation", "version"|into upstreams|update gaps|into leases|"nodes"/;

/** Who looks is written for many at once, so often at most: the slower the machine, the more often while they come. */
const looks = 'insert into viewers (session_id,';
const looksEveryMs = 50;

/** Counts what is asked of the database, by its first words, until it is told to stop. */
function countQueries(): { total(): number; kinds(): Record<string, number> } {
  const kinds: Record<string, number> = {};
  const ask = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '?');
    const kind = text.trim().split(/\s+/).slice(0, 4).join(' ');
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    return Reflect.apply(ask, this, args) as never;
  } as typeof ask;
  onTestFinished(() => void (pg.Client.prototype.query = ask));
  return {
    total: () =>
      Object.entries(kinds).reduce(
        (sum, [kind, count]) => sum + (beat.test(kind) || kind === looks ? 0 : count),
        0,
      ),
    kinds: () => kinds,
  };
}

test('two thousand clients that come back at once all have their snapshot, for few questions to the database', async () => {
  const gateway = await runGateway();
  for (let i = 0; i < 100; i++) {
    gateway.simulator.control.addUser({ name: `s${i}`, token: randomUUID(), events: '' });
  }
  await gateway.call('POST', `${sessionsPath}/sync`, {});
  const { body } = await gateway.call<{ data: { sessions: { id: string }[] } }>(
    'GET',
    `${sessionsPath}?limit=200`,
  );
  const ids = body.data.sessions.map(({ id }) => id);
  expect(ids).toHaveLength(100);

  const clients = Array.from({ length: sockets }, (): Client =>
    io(gateway.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      // socket.io-client gives up after 20 s, and here both sides share one busy process.
      timeout: 100_000,
      autoConnect: false,
      auth: { token: gateway.token },
    }),
  );
  onTestFinished(() => clients.forEach((client) => void client.disconnect()));
  const comeBack = async (client: Client, place: number) => {
    const up = new Promise<void>((resolve, reject) => {
      client.once('connect', resolve);
      client.once('connect_error', (error: Error & { description?: { message?: string } }) =>
        reject(new Error(`${error.message}: ${error.description?.message}`)),
      );
    });
    client.connect();
    await up;
    return client.emitWithAck('subscribe', { sessions: [ids[place % ids.length]!] });
  };

  const queries = countQueries();
  const began = performance.now();
  const answers = await Promise.all(clients.map(comeBack));
  const asked = queries.total();
  const took = Math.round(performance.now() - began);
  process.stdout.write(
    `${sockets} sockets had their snapshots after ${took} ms, for ${asked} queries: ${JSON.stringify(queries.kinds())}\n`,
  );
  for (const [place, answer] of answers.entries()) {
    expect(answer.ok && answer.sessions.map(({ id }) => id)).toEqual([ids[place % ids.length]]);
  }
  expect(asked).toBeLessThanOrEqual(sockets / 20);
  expect(queries.kinds()[looks]).toBeLessThanOrEqual(took / looksEveryMs + 2);
}, 120_000);
