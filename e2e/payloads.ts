/** Every word that the gateway says on a socket, acks too. */
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../contract/socket.ts';

export interface Overheard {
  /** All that came, as JSON, one after the other. */
  text(): string;
  close(): void;
}

/** Connects with that token, subscribes, and listens until it is closed. Resolves with the snapshot's arrival. */
export async function overhear(url: string, token: string, sessions: string[] | 'all'): Promise<Overheard> {
  const heard: string[] = [];
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnection: false,
  });
  socket.onAny((...said: unknown[]) => heard.push(JSON.stringify(said)));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  heard.push(JSON.stringify(await socket.emitWithAck('subscribe', { sessions })));
  return { text: () => heard.join('\n'), close: () => void socket.disconnect() };
}
