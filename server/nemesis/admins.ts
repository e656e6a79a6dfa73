/** People who press buttons by chance, over REST. */
import { setTimeout as pause } from 'node:timers/promises';
import type { TestGateway } from '../testing.ts';
import type { Chance } from './chance.ts';

const calls = ['connect', 'connect', 'connect', 'disconnect', 'status', 'qr', 'logout'] as const;

/** Until `ended` aborts; resolves when the last answer came: how often each status and reason was answered. */
export async function letAdminsAct(
  { call, sessionsPath }: { call: TestGateway['call']; sessionsPath: string },
  ids: readonly string[],
  chance: Chance,
  ended: AbortSignal,
): Promise<Map<string, number>> {
  const statuses = new Map<string, number>();
  const open = new Set<Promise<void>>();
  while (!ended.aborted) {
    const what = chance.pick(calls);
    const method = what === 'status' || what === 'qr' ? 'GET' : 'POST';
    const one = call<{ reason?: string }>(method, `${sessionsPath}/${chance.pick(ids)}/${what}`)
      .then(({ status, body }) => {
        const key = `${status} ${body.reason ?? ''}`.trim();
        statuses.set(key, (statuses.get(key) ?? 0) + 1);
      })
      // The gateway restarts just now.
      .catch(() => undefined)
      .finally(() => open.delete(one));
    open.add(one);
    await pause(100 + chance.below(500));
  }
  await Promise.all(open);
  return statuses;
}
