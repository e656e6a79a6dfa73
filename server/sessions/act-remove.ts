/** The end of a session, at the service and here. Never while its codes run: that would end the service (K5). */
import { sessionNotFound, type Actor, type Answer } from './answer.ts';
import type { ManageDeps } from './manage-deps.ts';
import { upstreamTrouble } from './upstream-trouble.ts';

export interface Removed {
  id: string;
  generation: number;
}

const stays = 'Without WHATSAPP_ADMIN_TOKEN it stays at the service, as it is.';

export function createSessionRemover(deps: ManageDeps) {
  const { writer, store, known, committer, tail } = deps;
  const { run, attempt, readAgain } = deps.runner;

  async function removeHere(id: string, warning?: string): Promise<Answer<Removed>> {
    const gone = await store.remove(id);
    const generation = gone?.generation ?? known.get(id)?.generation;
    if (generation === undefined) return sessionNotFound;
    tail.removed(id, generation);
    return { ok: true, data: { id, generation }, ...(warning === undefined ? {} : { warning }) };
  }

  const isLost = (id: string) => known.get(id)?.cause?.code === 'upstream_lost_session';

  return async (id: string, by: Actor): Promise<Answer<Removed>> => {
    const before = known.get(id);
    if (!before) return sessionNotFound;
    // Whoever deletes it wants no scan any more: the code is hidden while its end is waited for.
    if (before.pairing && !before.pairing.withdrawn) {
      await committer.observe(
        id,
        { kind: 'wish', desired: 'offline', by: by.name, why: 'by_admin' },
        { actor: by.name },
      );
    }
    return run<Removed>(id, 'delete', by, {
      async call() {
        if (!deps.byAdmin) return removeHere(id, stays);
        const done = await attempt(() => writer.deleteUser(id));
        if (done.ok || done.error.status === 404) return removeHere(id);
        if (done.error.mayHaveHappened) {
          await readAgain(id);
          if (isLost(id)) return removeHere(id);
        }
        return { ok: false, ...upstreamTrouble(done.error) };
      },
      settled: () => sessionNotFound,
      unreadable: (error) => ({ ok: false, ...upstreamTrouble(error) }),
    });
  };
}
