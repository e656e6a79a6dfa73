/** How busy the machine is: how long a question to the database takes just now, the event loop's lateness included. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface Lag {
  /** The longest of the last few seconds. */
  worstMs(): number;
  stop(): Promise<void>;
}

const everyMs = 40;
const remembered = 100;

/** Straight to the database, whatever happens to the gateway's line. */
export async function watchLag(connectionString: string): Promise<Lag> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const last: number[] = [];
  let asking: number | null = null;
  let over = false;

  async function watch(): Promise<void> {
    while (!over) {
      asking = performance.now();
      await client.query('select 1');
      last.push(performance.now() - asking);
      asking = null;
      if (last.length > remembered) last.shift();
      await pause(everyMs);
    }
  }

  const watching = watch();
  return {
    worstMs: () => Math.max(0, ...last, asking === null ? 0 : performance.now() - asking),
    async stop() {
      over = true;
      await watching;
      await client.end();
    },
  };
}
