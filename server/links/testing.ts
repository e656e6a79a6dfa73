/** For tests: whoever opens a pairing link, as a socket. */
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import type { ClientToServer, ServerToClient, SessionStateEvent } from '../../contract/socket.ts';

type Caller = Socket<ServerToClient, ClientToServer>;

/** Comes with the link's URL; resolves when it was let in or refused. */
export async function openLink(gatewayUrl: string, linkUrl: string) {
  const pairingLink = new URL(linkUrl, gatewayUrl).hash.slice(1);
  const auth = { pairingLink };
  const socket: Caller = io(gatewayUrl, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth,
  });
  onTestFinished(() => void socket.disconnect());
  /** Names of all that came, in their order. */
  const heard: string[] = [];
  const states: SessionStateEvent[] = [];
  let context: unknown = null;
  socket.onAny((name: string) => heard.push(name));
  socket.on('session:state', (state) => states.push(state));
  socket.on('pairing:context', (told) => (context = told));
  socket.on('disconnect', (why) => heard.push(why));
  const refusal = await new Promise<unknown>((resolve) => {
    socket.once('connect', () => resolve(null));
    socket.once('connect_error', (error: Error & { data?: unknown }) => resolve(error.data));
  });
  return { socket, heard, states, refusal, context: () => context, last: () => states.at(-1) };
}
