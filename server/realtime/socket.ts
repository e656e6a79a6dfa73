/** The Socket.IO server and socket, typed by the contract. */
import type { Server, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../../contract/socket.ts';
import type { Identity } from '../auth/identity.ts';
import type { Admitted } from '../links/links.ts';

export interface SocketData {
  who: Identity;
  /** Where it came with a pairing link. */
  link: Admitted | null;
  address: string;
}
type NoServerEvents = Record<string, never>;
export type LiveServer = Server<ClientToServer, ServerToClient, NoServerEvents, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, NoServerEvents, SocketData>;
