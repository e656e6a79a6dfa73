import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Answer } from './answers.ts';

export type DoorHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A listener that can be closed at once, with its open sockets, and opened again on the same port. */
export class FrontDoor {
  port = 0;
  readonly host: string;
  #server: Server | null = null;
  #sockets = new Set<Socket>();
  readonly #handler: DoorHandler;

  constructor(host: string, handler: DoorHandler) {
    this.host = host;
    this.#handler = handler;
  }

  /** Opens the port (0: a free one) unless it is open. Rejects when somebody else has it. */
  async open(port: number): Promise<void> {
    if (this.#server) return;
    const server = createServer(this.#handler);
    server.keepAliveTimeout = 65_000;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, this.host, resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  /** New connections are refused from now on and the open ones are reset. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.resetSockets();
    await closed;
  }

  /** Resets every open connection; `spared` are those that a control call is on. */
  resetSockets(spared: ReadonlySet<Socket> = new Set()): void {
    for (const socket of this.#sockets) if (!spared.has(socket)) socket.resetAndDestroy();
  }
}

/** The whole body of a request as text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Writes an answer whole; nothing, when the other side is gone. */
export function write(response: ServerResponse, answer: Answer, withBody = true): void {
  if (response.destroyed) return;
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': body.length,
    ...answer.headers,
  });
  response.end(withBody ? body : undefined);
}
