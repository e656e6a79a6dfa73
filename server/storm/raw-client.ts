/** A client of another make: socket.io-client alone, which does what docs/events.md says and no more. */
import { io, type Socket } from 'socket.io-client';
import type { SessionState } from '../../contract/session.ts';
import type { ClientToServer, ServerToClient } from '../../contract/socket.ts';
import type { Listener } from './listener.ts';

export interface StormClient {
  listener: Listener;
  /** Drops the network under it; it comes back by itself. */
  drop(): void;
  follow(sessions: string[] | 'all'): void;
  /** What it follows, and so must show. */
  follows(id: string): boolean;
  connected(): boolean;
  close(): void;
}

export function openRawClient(url: string, listener: Listener, token: () => Promise<string>): StormClient {
  const ids = new Set<string>();
  let list = false;
  let closed = false;
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    transports: ['websocket'],
    forceNew: true,
    auth: (give) =>
      void token().then(
        (text) => give({ token: text }),
        () => give({ token: '' }),
      ),
    reconnectionDelay: 50,
    reconnectionDelayMax: 300,
  });
  const newer = ({ generation, version }: SessionState, old: SessionState | undefined) =>
    !old || generation > old.generation || (generation === old.generation && version >= old.version);
  // A page or an ack may come after a newer state: whoever follows the rules drops it.
  const takePage = (states: SessionState[], byId: boolean) => {
    for (const state of states) if (newer(state, listener.shown.get(state.id))) listener.state(state, byId);
  };
  socket.onAny((_event, payload) => listener.heard(payload));
  socket.on('session:state', (state) => listener.state(state, ids.has(state.id)));
  socket.on('session:states', ({ sessions }) => takePage(sessions, ids.size > 0));
  socket.on('session:removed', ({ id }) => listener.removed(id));
  // After a refusal, or when the gateway closed it, socket.io-client leaves coming back to its user.
  const again = () => void setTimeout(() => closed || socket.connect(), 100);
  socket.on('connect_error', () => void (socket.active || again()));
  socket.on('disconnect', () => void (socket.active || again()));
  function ask(sessions: string[] | 'all'): void {
    socket.emit('subscribe', { sessions }, (answer) => {
      listener.heard(answer);
      if (!answer.ok) return;
      takePage(answer.sessions, sessions !== 'all');
      for (const { id } of answer.sessions) listener.denied.delete(id);
      for (const id of answer.denied) {
        listener.denied.add(id);
        if (!list) listener.shown.delete(id);
      }
    });
  }
  socket.on('connect', () => {
    // It was away: what it may no longer see was taken from it unheard.
    listener.shown.clear();
    listener.denied.clear();
    if (list) ask('all');
    if (ids.size > 0) ask([...ids]);
  });
  return {
    listener,
    drop: () => void socket.io.engine?.close(),
    follow(sessions) {
      if (sessions === 'all') list = true;
      else sessions.forEach((id) => ids.add(id));
      if (socket.connected) ask(sessions);
    },
    follows: (id) => list || ids.has(id),
    connected: () => socket.connected,
    close() {
      closed = true;
      socket.disconnect();
    },
  };
}
