import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Connections that may wait to be taken: of thousands that come back at once, Node's 511 would have many reset. */
const crowd = 4_096;

/**
 * Listens, on a free port where `port` is 0.
 * @returns the address to show, and the one that a program on this machine reaches it by
 * @throws what `listen` fails with: EADDRINUSE, EACCES
 */
export async function listen(
  http: Server,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; near: string }> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen({ host, port, backlog: crowd }, resolve);
  });
  const { port: taken } = http.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  return { url, near: ['0.0.0.0', '::'].includes(host) ? `http://127.0.0.1:${taken}` : url };
}
