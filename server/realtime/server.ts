/** Socket.IO on the gateway's http server: who connects, what each asks for, and what the tail brings. */
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { AuthRefreshPayload, type Refusal } from '../../contract/socket.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import type { Known } from '../sessions/known.ts';
import type { Viewers } from '../sessions/viewers.ts';
import { graceMs, watchAuthority } from './authority.ts';
import { watchBacklog } from './backlog.ts';
import { admit, HandshakeRefused, refusalOf, stillAdmitted, type HandshakeDeps } from './handshake.ts';
import { tellFaces } from './faces.ts';
import { createPublisher } from './publish.ts';
import { placeEverywhere, type Reader } from './reader.ts';
import { createReaders } from './readers.ts';
import { countHeads, createBucket, defaultLimits } from './limits.ts';
import { showSession, takeLinkCalls, type LinkDoor } from './link-socket.ts';
import { createPeerAddress } from './peer-address.ts';
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
  /** A key, a login or a link ended before its time: hears its id. */
  onCredentialRevoked(listener: (credentialId: string) => void): () => void;
  links: LinkDoor;
  /** The service's status changed, or a sweep is complete; `known.upstream` has it. */
  onUpstream(listener: () => void): () => void;
  /** For tests: shorter times and a smaller limit. */
  limits?: Partial<typeof defaultLimits> & { lagBytes?: number; cutMs?: number; graceMs?: number };
}

export interface Realtime {
  sockets(): number;
  /** Tells every socket that this node goes away, and takes no more. The http server stays the caller's. */
  stop(): Promise<void>;
}

/** A message waits twice, as text and as a frame: so much of text is a mebibyte of memory. */
const lagBytes = 512 * 1024;
const mostInVain = 1_000;

/** Who leaves the ack out of a call is not answered. */
function answerTo(ack: unknown, answer: Refusal): void {
  if (typeof ack === 'function') ack(answer);
}

/** Calls that this kind of socket does not have. */
function refuseOthers(socket: LiveSocket, names: string[]): void {
  socket.use(([name, ...args], next) => {
    if (!names.includes(String(name))) return next();
    answerTo(args.at(-1), { ok: false, reason: 'forbidden', error: 'This socket may not do this' });
  });
}

export function attachRealtime(http: HttpServer, deps: RealtimeDeps): Realtime {
  const { known, tail, viewers, clock, log } = deps;
  const limits = { ...defaultLimits, lagBytes, cutMs: 15_000, graceMs, ...deps.limits };
  const accounts = countHeads();
  const addresses = countHeads();
  const addressOf = createPeerAddress(deps.trustProxy);
  const io: LiveServer = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 64 * 1024,
    // Whoever opens a websocket and says nothing.
    connectTimeout: 10_000,
  });
  const publisher = createPublisher(io, deps);
  const readers = createReaders({ known, publisher, lagBytes: limits.lagBytes, cutMs: limits.cutMs });
  const calls = { ...deps, publisher, readers };

  io.use((socket, next) => {
    const address = addressOf(socket.handshake);
    if (addresses.count(address) >= limits.perAddress) {
      return next(new HandshakeRefused('too_many', `At most ${limits.perAddress} sockets from one address`));
    }
    admit(socket.handshake, deps).then(
      (admitted) => {
        if (accounts.count(admitted.who.userId) >= limits.perAccount) {
          return next(
            new HandshakeRefused('too_many', `At most ${limits.perAccount} sockets for one account`),
          );
        }
        Object.assign(socket.data, admitted, { address });
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
  io.on('connection', (socket) => welcome(socket));

  function welcome(socket: LiveSocket): void {
    const { who, link, address } = socket.data;
    const heads = [accounts.enter(who.userId), addresses.enter(address)];
    const reader: Reader = {
      socket,
      who,
      ids: new Set(),
      list: false,
      backlog: watchBacklog(
        socket.conn,
        { lagBytes: limits.lagBytes },
        { over: () => readers.trip(reader), drained: () => readers.serve(reader) },
      ),
      behind: null,
      pages: [],
    };
    readers.add(reader);
    void closeIfEnded(socket);
    placeEverywhere(reader, known);
    const turn = takeTurns(log);
    limitCalls(socket);
    if (link) {
      publisher.contextTo(socket, link);
      showSession(reader, calls).catch((error: unknown) => {
        log.error({ err: error }, "a pairing link's session could not be shown");
        socket.disconnect(true);
      });
    } else publisher.upstreamTo(socket);
    const authority = watchAuthority(
      who.expiresAt,
      clock,
      {
        // Nothing renews a link.
        required: (expiresAt) => link ?? publisher.authRequiredTo(socket, expiresAt),
        expired: () => expire(socket),
      },
      link ? 0 : limits.graceMs,
    );
    socket.on('disconnect', () => {
      authority.stop();
      for (const leave of heads) leave();
      readers.delete(reader);
      viewers
        .leave(socket.id)
        .catch((error: unknown) => log.warn({ err: error }, 'a viewer could not leave'));
    });
    if (link) {
      refuseOthers(socket, ['subscribe', 'unsubscribe', 'auth:refresh']);
      return takeLinkCalls(reader, turn, address, calls);
    }
    refuseOthers(socket, ['pairing:start', 'pairing:code']);
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
  }

  /** What ended its rights between their check and its first room was heard by nobody here: they are checked again. */
  async function closeIfEnded(socket: LiveSocket): Promise<void> {
    const still = await stillAdmitted(socket.handshake, deps);
    if (!socket.connected || still) return;
    if (still === false) expire(socket);
    else setTimeout(() => void closeIfEnded(socket), 1_000).unref();
  }

  function expire(socket: LiveSocket): void {
    publisher.authExpiredTo(socket);
    socket.disconnect(true);
  }

  /** More calls than a client has reason for are refused, and whoever goes on is closed. */
  function limitCalls(socket: LiveSocket): void {
    const bucket = createBucket(limits.callsPerS, limits.callBurst);
    socket.use((call, next) => {
      if (bucket.take(performance.now())) return next();
      if (bucket.inVain() > mostInVain) return void socket.disconnect(true);
      answerTo(call.at(-1), {
        ok: false,
        reason: 'rate_limited',
        error: `At most ${limits.callsPerS} calls a second`,
        retryAfterS: 1,
      });
    });
  }

  const endAll = (ends: (reader: Reader) => boolean) => {
    for (const reader of [...readers.all()]) if (ends(reader)) expire(reader.socket);
  };

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
    deps.onUpstream(() => readers.upstream()),
    deps.onRevoked((userId) => endAll(({ who }) => who.userId === userId)),
    deps.onCredentialRevoked((id) => endAll(({ who }) => who.credentialId === id)),
    deps.links.onEnded((id) => endAll(({ who }) => who.credentialId === id)),
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
      // Closed below the protocol: a client that is told to go stays away, one whose line breaks comes back by itself.
      io.engine.close();
    },
  };
}
