/** For tests: the watching part on a real Postgres, against the simulator, without REST and sockets. */
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createCipher } from '../../db/cipher.ts';
import { migrate, openDatabase } from '../../db/database.ts';
import { testDatabase } from '../../db/testing.ts';
import type { SeedUser } from '../../simulator/seed.ts';
import { startSimulator, type StartOptions } from '../../simulator/simulator.ts';
import { startNode, type NodeOptions } from './testing-node.ts';

export const rani = { id: 'rani', name: 'Rani' };
export const oscar = { id: 'oscar', name: 'Oscar' };

export interface WatchOptions extends NodeOptions {
  simulator?: StartOptions;
}

/** A database and a simulated service that outlive the nodes between them; both end with the test. */
export async function testService(options: StartOptions = {}) {
  const database = await testDatabase();
  const simulator = await startSimulator(options);
  const setUp = openDatabase(database.connectionString);
  await migrate(setUp.db);
  onTestFinished(async () => {
    await setUp.close();
    await simulator.stop();
    await database.drop();
  });
  const { control } = simulator;
  return {
    connectionString: database.connectionString,
    cipher: createCipher(randomBytes(32)),
    simulator,
    control,
    /** Calls of this kind that reached the service, in their order. */
    writes: (call: 'connect' | 'disconnect' | 'logout' | 'webhook', userId?: string) => {
      const path = call === 'webhook' ? 'POST /webhook' : `POST /session/${call}`;
      const all = control.calls().writes.filter((one) => one.call === path);
      return userId === undefined ? all : all.filter((one) => one.userId === userId);
    },
    /** A session of the service; `online` ones are awaited. */
    async session(seed: Partial<SeedUser> = {}) {
      const token = seed.token ?? randomBytes(8).toString('hex');
      const { id } = control.addUser({ name: token, events: 'Message', ...seed, token });
      if (seed.online) await eventually(() => control.truthOf(id).service.loggedIn);
      return id;
    },
  };
}

export type TestService = Awaited<ReturnType<typeof testService>>;

/** One node before one service. */
export async function watchService({ simulator, ...options }: WatchOptions = {}) {
  const service = await testService(simulator);
  const node = await startNode(service, options);
  return { ...service, ...node };
}

/** Resolves when it is so; asks often, and gives up after a while. */
export async function eventually(what: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await what())) {
    if (performance.now() > giveUpAt) throw new Error(`not so in time: ${what.toString()}`);
    await new Promise((done) => setTimeout(done, 15));
  }
}
