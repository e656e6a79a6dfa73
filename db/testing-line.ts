/** For tests: the line between a gateway and Postgres, with real sockets. It can be cut, fall silent, and come back. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Line {
  /** As the one it was made of, but through the line. */
  connectionString: string;
  /** Connections of now are reset; until `mend` new ones are, too. */
  cut(): void;
  /** Nothing comes through, and nobody is told. What was sent is not lost: TCP sends it again after `mend`. */
  silence(): void;
  mend(): void;
  /** Connections that are open just now. */
  open(): number;
}

/** Ends with the test. */
export async function lineTo(connectionString: string): Promise<Line> {
  const target = new URL(connectionString);
  const open = new Set<Socket>();
  let state: 'whole' | 'cut' | 'silent' = 'whole';

  function follow(socket: Socket, other: Socket): void {
    open.add(socket);
    socket.on('data', (chunk) => void other.write(chunk));
    socket.on('end', () => other.end());
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      open.delete(socket);
      other.destroy();
    });
    if (state === 'silent') socket.pause();
  }

  const server = createServer((near) => {
    // Refusing by a closed port would give the port away to others.
    if (state === 'cut') return void near.resetAndDestroy();
    const far = connect(Number(target.port), target.hostname);
    follow(near, far);
    follow(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  });

  const here = new URL(connectionString);
  here.hostname = '127.0.0.1';
  here.port = String((server.address() as AddressInfo).port);
  return {
    connectionString: here.href,
    cut() {
      state = 'cut';
      for (const socket of open) socket.resetAndDestroy();
    },
    silence() {
      state = 'silent';
      for (const socket of open) socket.pause();
    },
    mend() {
      state = 'whole';
      for (const socket of open) socket.resume();
    },
    open: () => open.size / 2,
  };
}
