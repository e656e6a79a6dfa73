/** Socket.IO on the gateway's http server: who connects, what each asks for, and what the tail brings. */
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { AuthRefreshPayload } from '../../contract/socket.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { Identity } from '../auth/identity.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import type { Known } from '../sessions/known.ts';
import type { Viewers } from '../sessions/viewers.ts';
import { graceMs, watchAuthority } from './authority.ts';
import { watchBacklog } from './backlog.ts';
import { admit, HandshakeRefused, refusalOf, type HandshakeDeps } from './handshake.ts';
import { tellFaces } from './faces.ts';
import { createPublisher } from './publish.ts';
import { placeEverywhere, type Reader } from './reader.ts';
import { createReaders } from './readers.ts';
import type { LiveServer, LiveSocket } from './socket.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import type { Tail } from './tail.ts';
import { takeTurns } from './turns.ts';

export interface RealtimeDeps extends HandshakeDeps {
  known: Known;
  tail: Tail;
  viewers: Viewers;
  clock: Clock;
  log: Log;
  byIds(ids: string[]): Promise<SessionRow[]>;
  idleStopsAt(row: SessionRow): number | null;
  /** Somebody's credentials ended before their time: all sockets of that user are closed. */
  onRevoked(listener: (userId: string) => void): () => void;
  /** The service's status changed, or a sweep is complete; `known.upstream` has it. */
  onUpstream(listener: () => void): () => void;
  /** For tests: shorter times and a smaller limit. */
  limits?: { lagBytes?: number; cutMs?: number; graceMs?: number };
}

export interface Realtime {
  sockets(): number;
  /** Tells every socket that this node goes away, and takes no more. The http server stays the caller's. */
  stop(): Promise<void>;
}

const mebibyte = 1024 * 1024;

export function attachRealtime(http: HttpServer, deps: RealtimeDeps): Realtime {
  const { known, tail, viewers, clock, log } = deps;
  const lagBytes = deps.limits?.lagBytes ?? mebibyte;
  const io: LiveServer = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 64 * 1024,
    // Whoever opens a websocket and says nothing.
    connectTimeout: 10_000,
  });
  const publisher = createPublisher(io, deps);
  const readers = createReaders({ known, publisher, lagBytes, cutMs: deps.limits?.cutMs ?? 15_000 });
  const calls = { ...deps, publisher, readers };

  io.use((socket, next) => {
    admit(socket.handshake, deps).then(
      (who) => {
        socket.data.who = who;
        next();
      },
      (error: unknown) => {
        const refused =
          error instanceof HandshakeRefused ? error : new HandshakeRefused('internal', 'Internal error');
        if (refused.data.reason === 'internal') log.error({ err: error }, 'a handshake failed');
        next(refused);
      },
    );
  });
  io.on('connection', (socket) => welcome(socket, socket.data.who));

  function welcome(socket: LiveSocket, who: Identity): void {
    const reader: Reader = {
      socket,
      who,
      ids: new Set(),
      list: false,
      backlog: watchBacklog(
        socket.conn,
        { lagBytes },
        { over: () => readers.trip(reader), drained: () => readers.serve(reader) },
      ),
      behind: null,
      pages: [],
    };
    readers.add(reader);
    placeEverywhere(reader, known);
    publisher.upstreamTo(socket);
    const authority = watchAuthority(
      who.expiresAt,
      clock,
      {
        required: (expiresAt) => publisher.authRequiredTo(socket, expiresAt),
        expired: () => {
          publisher.authExpiredTo(socket);
          socket.disconnect(true);
        },
      },
      deps.limits?.graceMs ?? graceMs,
    );
    const turn = takeTurns(log);
    socket.on('subscribe', (payload, ack) => turn(ack, (say) => subscribe(reader, payload, say, calls)));
    socket.on('unsubscribe', (payload, ack) => turn(ack, (say) => unsubscribe(reader, payload, say, calls)));
    socket.on('auth:refresh', (payload, ack) =>
      turn(ack, async (say) => {
        const parsed = AuthRefreshPayload.safeParse(payload);
        if (!parsed.success) return say({ ok: false, reason: 'invalid_body', error: 'A token is missing' });
        const fresh = await deps.verify(parsed.data.token).catch((error: unknown) => refusalOf(error));
        if (typeof fresh === 'string') return say({ ok: false, reason: fresh, error: 'Unauthorized' });
        if (fresh.userId !== reader.who.userId) {
          return say({ ok: false, reason: 'forbidden', error: 'This token is of another user' });
        }
        reader.who = fresh;
        authority.renew(fresh.expiresAt);
        placeEverywhere(reader, known);
        say({ ok: true, expiresAt: new Date(fresh.expiresAt ?? 8.64e15).toISOString() });
      }),
    );
    socket.on('disconnect', () => {
      authority.stop();
      readers.delete(reader);
      viewers
        .leave(socket.id)
        .catch((error: unknown) => log.warn({ err: error }, 'a viewer could not leave'));
    });
  }

  const stops = [
    tail.on((news) => {
      if (readers.size() === 0) return;
      if (news.kind === 'state') {
        const changes = publisher.changes(news.before, news.row);
        readers.moved(news.before, news.row, changes);
        publisher.state(news.row, changes);
      } else if (news.kind === 'removed') {
        readers.removed(news);
        publisher.removed(news);
      } else {
        publisher.event(news.entry);
      }
      readers.settle();
    }),
    deps.onUpstream(() => publisher.upstream()),
    deps.onRevoked((userId) => {
      for (const { who, socket } of [...readers.all()]) {
        if (who.userId !== userId) continue;
        publisher.authExpiredTo(socket);
        socket.disconnect(true);
      }
    }),
    tellFaces(viewers, (sessionId) => publisher.presence(sessionId)),
  ];
  const watch = setInterval(() => {
    for (const reader of readers.cutStuck(performance.now())) {
      log.warn({ socket: reader.socket.id, userId: reader.who.userId }, 'a reader without progress was cut');
    }
  }, 1_000);

  return {
    sockets: () => readers.size(),
    async stop() {
      clearInterval(watch);
      for (const stop of stops) stop();
      io.local.disconnectSockets(true);
      io.engine.close();
    },
  };
}
