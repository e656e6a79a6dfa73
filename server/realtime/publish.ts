/** The only file that emits. What is committed goes to rooms, encoded once; what one reader missed goes to it. */
import type { SessionState } from '../../contract/session.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { TimelineRow } from '../../db/timeline.ts';
import type { Clock } from '../clock.ts';
import type { Known } from '../sessions/known.ts';
import { overlay, presentState } from '../sessions/present.ts';
import { presentForLink } from '../sessions/present-link.ts';
import type { Viewers } from '../sessions/viewers.ts';
import { changedKeys, changesBetween, type Changes } from './changed.ts';
import { codesRoom, everybodyRoom, linkRoom, plainRooms, sessionRoom, type Fidelity } from './rooms.ts';
import type { LiveServer, LiveSocket } from './socket.ts';

export interface PublishDeps {
  known: Known;
  clock: Clock;
  viewers: Pick<Viewers, 'present'>;
  /** When an unwatched pairing is stopped; null while somebody looks, or when nothing is to stop. */
  idleStopsAt(row: SessionRow): number | null;
}

export interface Publisher {
  /** A session as it stands now, for a snapshot. */
  present(row: SessionRow, fidelity: Fidelity): SessionState;
  changes(before: SessionRow | null, row: SessionRow): Changes;
  state(row: SessionRow, changes: Changes): void;
  removed(session: { id: string; generation: number; ownerId: string | null }): void;
  event(entry: TimelineRow): void;
  presence(sessionId: string): void;
  upstream(): void;
  stateTo(socket: LiveSocket, row: SessionRow, changes: Changes, fidelity: Fidelity): void;
  pageTo(socket: LiveSocket, sessions: SessionState[], more: boolean): void;
  removedTo(socket: LiveSocket, gone: { id: string; generation: number }): void;
  presenceTo(socket: LiveSocket, sessionId: string): void;
  upstreamTo(socket: LiveSocket): void;
  contextTo(socket: LiveSocket, context: { sessionName: string; askedBy: string; expiresAt: number }): void;
  authRequiredTo(socket: LiveSocket, expiresAt: number): void;
  authExpiredTo(socket: LiveSocket): void;
}

const iso = (ms: number) => new Date(ms).toISOString();

export function createPublisher(io: LiveServer, deps: PublishDeps): Publisher {
  const { known, clock } = deps;
  const serverTime = () => iso(clock.now());
  const anyoneIn = (rooms: string[]) => rooms.some((room) => io.sockets.adapter.rooms.has(room));
  const byId = (id: string) => [codesRoom(id), sessionRoom(id)];

  function present(row: SessionRow, fidelity: Fidelity): SessionState {
    const over = overlay(known, row, deps.idleStopsAt(row));
    const state = presentState(row, over, clock.now(), fidelity !== 'plain');
    return fidelity === 'link' ? presentForLink(state) : state;
  }
  const message = (row: SessionRow, changes: Changes, fidelity: Fidelity) => ({
    ...present(row, fidelity),
    changed: changedKeys(changes),
    serverTime: serverTime(),
  });

  function presence(id: string) {
    const row = known.get(id);
    const idleStopsAt = row ? deps.idleStopsAt(row) : null;
    return {
      id,
      viewers: deps.viewers.present(id),
      idleStopsAt: idleStopsAt === null ? null : iso(idleStopsAt),
    };
  }

  function upstream() {
    const { status, since, observedAt } = known.upstream;
    return { status, since: iso(since), observedAt: observedAt === null ? null : iso(observedAt) };
  }

  return {
    present,
    changes(before, row) {
      // At time 0 no code is past its end: one that ended unseen still counts as a change of `qr`.
      const over = overlay(known, row, null);
      return changesBetween(
        before && presentState(before, over, 0, true),
        presentState(row, over, clock.now(), true),
      );
    },
    state(row, changes) {
      const whole = codesRoom(row.id);
      const plain = plainRooms(row);
      if (anyoneIn([linkRoom(row.id)])) {
        io.local.to(linkRoom(row.id)).emit('session:state', message(row, changes, 'link'));
      }
      const hasCodes = row.qr !== null || row.pairingCode !== null;
      if (!hasCodes) {
        const rooms = [whole, ...plain];
        if (anyoneIn(rooms)) io.local.to(rooms).emit('session:state', message(row, changes, 'plain'));
        return;
      }
      if (anyoneIn([whole])) io.local.to(whole).emit('session:state', message(row, changes, 'codes'));
      if (anyoneIn(plain)) {
        io.local
          .to(plain)
          .except(whole)
          .emit('session:state', message(row, changes, 'plain'));
      }
    },
    removed({ id, generation, ownerId }) {
      io.local
        .to([codesRoom(id), linkRoom(id), ...plainRooms({ id, ownerId })])
        .emit('session:removed', { id, generation });
    },
    event(entry) {
      const { sessionId } = entry;
      if (sessionId === null || !anyoneIn(byId(sessionId))) return;
      io.local.to(byId(sessionId)).emit('session:event', {
        id: entry.id,
        sessionId,
        at: iso(entry.at),
        type: entry.type,
        actor: entry.actor,
        data: entry.data,
      });
    },
    presence(id) {
      if (anyoneIn(byId(id))) io.local.to(byId(id)).emit('session:presence', presence(id));
    },
    upstream: () => void io.local.to(everybodyRoom).emit('upstream:status', upstream()),
    stateTo: (socket, row, changes, fidelity) =>
      void socket.emit('session:state', message(row, changes, fidelity)),
    pageTo: (socket, sessions, more) =>
      void socket.emit('session:states', { sessions, more, serverTime: serverTime() }),
    removedTo: (socket, gone) => void socket.emit('session:removed', gone),
    presenceTo: (socket, id) => void socket.emit('session:presence', presence(id)),
    upstreamTo: (socket) => void socket.emit('upstream:status', upstream()),
    contextTo: (socket, { sessionName, askedBy, expiresAt }) =>
      void socket.emit('pairing:context', { sessionName, askedBy, expiresAt: iso(expiresAt) }),
    authRequiredTo: (socket, expiresAt) => void socket.emit('auth:required', { expiresAt: iso(expiresAt) }),
    authExpiredTo: (socket) => void socket.emit('auth:expired', {}),
  };
}
