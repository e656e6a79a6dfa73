/** Says every few seconds that this node lives, and who else does. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/database.ts';
import { beat, leave, livingNodes, type NodeRow } from '../../db/nodes.ts';
import type { Log } from './log.ts';

const beatEveryMs = 5_000;

export interface Nodes {
  living(): Promise<NodeRow[]>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createNodes({
  db,
  node,
  version,
  log,
}: {
  db: Db;
  node: string;
  version: string;
  log: Log;
}): Nodes {
  const stopping = new AbortController();
  let beating = Promise.resolve();

  async function keepBeating(signal: AbortSignal): Promise<void> {
    for (;;) {
      await sleep(beatEveryMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await beat(db, { id: node, version }).catch((error: unknown) =>
        log.warn({ err: error }, 'this node could not say that it lives'),
      );
    }
  }

  return {
    living: () => livingNodes(db),
    async start() {
      // What an earlier life under the same name left says nothing of this one.
      await leave(db, node);
      await beat(db, { id: node, version });
      beating = keepBeating(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await beating;
      await leave(db, node);
    },
  };
}
