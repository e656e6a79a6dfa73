/** How much waits to be sent to one socket: in Engine.IO's buffer, in the websocket's, and in the kernel's queue. */
import type { LiveSocket } from './socket.ts';

type Connection = LiveSocket['conn'];

export interface Backlog {
  /** Bytes that were handed over and have not left yet. */
  waiting(): number;
  /** What `send` adds is the server's own pace (a snapshot's page), and does not count as lag. */
  allow(send: () => void): void;
  /** Changes whenever some bytes left. */
  progress(): string;
  /** Ends the connection at once, whatever still waits. */
  cut(): void;
}

/** The websocket below Engine.IO's transport, as far as it is needed here; `ws` and Node do not type it. */
interface RawTransport {
  socket?: {
    bufferedAmount?: number;
    terminate?: () => void;
    _socket?: { _handle?: { writeQueueSize?: number } | null } | null;
  };
}

/**
 * Counts what is handed to the connection and what its transport says has left.
 * @param limits.lagBytes more than this waiting calls `over`, each time more is added.
 */
export function watchBacklog(
  connection: Connection,
  limits: { lagBytes: number },
  on: { over(): void; drained(): void },
): Backlog {
  let waiting = 0;
  let inFlight = 0;
  let allowed = 0;
  let batches = 0;
  const raw = () => (connection.transport as unknown as RawTransport).socket;
  connection.on('packetCreate', (packet: { data?: unknown }) => {
    waiting += typeof packet.data === 'string' ? packet.data.length + 8 : 8;
    if (waiting - allowed > limits.lagBytes) on.over();
  });
  // A flush hands over all that waits, and only when nothing is in flight.
  connection.on('flush', () => {
    inFlight = waiting;
  });
  connection.transport.on('drain', () => {
    waiting -= inFlight;
    inFlight = 0;
    batches += 1;
    allowed = Math.min(allowed, waiting);
    on.drained();
  });
  return {
    waiting: () => waiting,
    allow(send) {
      const before = { waiting, allowed };
      allowed = Infinity;
      send();
      allowed = before.allowed + waiting - before.waiting;
    },
    progress: () => `${batches}/${raw()?.bufferedAmount}/${raw()?._socket?._handle?.writeQueueSize}`,
    cut: () => raw()?.terminate?.(),
  };
}
