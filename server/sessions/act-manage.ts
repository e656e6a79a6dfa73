/** Making sessions, giving them settings and owners, and removing them: here and at the service. */
import type { NewSessionBody, SessionPatch } from '../../contract/session-bodies.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { createSessionMaker } from './act-create.ts';
import { createSessionRemover, type Removed } from './act-remove.ts';
import { createSettingsChanger } from './act-settings.ts';
import { sessionNotFound, type Actor, type Answer } from './answer.ts';
import type { ManageDeps } from './manage-deps.ts';
import { inProgress } from './refusals.ts';

export interface Management {
  /** Event names as the service writes them. The session is the actor's own. */
  create(input: NewSessionBody, by: Actor): Promise<Answer<SessionRow>>;
  update(id: string, patch: SessionPatch, by: Actor): Promise<Answer<SessionRow>>;
  /** @param owner one that exists; null: nobody's */
  transfer(id: string, owner: { id: string; name: string } | null, by: Actor): Promise<Answer<SessionRow>>;
  remove(id: string, by: Actor): Promise<Answer<Removed>>;
}

/** Somebody's action takes a second or two. */
const patienceMs = 5_000;

export function createManagement(deps: ManageDeps): Management {
  const { store, known, tail, clock } = deps;
  const change = createSettingsChanger(deps);
  const remove = createSessionRemover(deps);

  /** Just made on another node, it may not have come here yet. */
  async function rowOf(id: string): Promise<SessionRow | undefined> {
    const here = known.get(id);
    if (here) return here;
    const [row] = await store.byIds([id]);
    if (row) tail.offer([row]);
    return row;
  }

  return {
    create: createSessionMaker(deps),
    async update(id, patch, by) {
      if (!(await rowOf(id))) return sessionNotFound;
      // Settings and actions of a session wait for each other.
      const held = await deps.rows.claim({ sessionId: id, kind: 'update', actor: by.id, patienceMs });
      if (!held) return inProgress;
      let answer: Answer<SessionRow> | null = null;
      try {
        const row = await rowOf(id);
        answer = row ? await change(row, patch, by) : sessionNotFound;
        return answer;
      } finally {
        await held.finish({ status: answer?.ok ? 200 : (answer?.status ?? 500), body: null });
      }
    },
    async remove(id, by) {
      return (await rowOf(id)) ? remove(id, by) : sessionNotFound;
    },
    async transfer(id, owner, by) {
      const before = await rowOf(id);
      const after = before && (await store.changeSettings(id, { ownerId: owner?.id ?? null }));
      if (!after) return sessionNotFound;
      const entry = await deps.addEntry({
        sessionId: id,
        at: clock.now(),
        type: 'transferred',
        actor: by.name,
        data: { from: before.ownerName, to: owner?.name ?? null },
      });
      tail.offer([after], [entry]);
      return { ok: true, data: after };
    },
  };
}
