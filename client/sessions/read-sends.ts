/** What sessions send, and where to. The feed has no settings: their records do, many in one call. */
import type { SessionsData } from '../../contract/rest.ts';
import type { Api } from '../api/port.ts';

/** As many as the gateway names at once. */
export const mostAtOnce = 200;

export interface Sends {
  id: string;
  events: readonly string[];
  /** Empty: nowhere. */
  webhook: string;
}

/** At most `mostAtOnce` of them. @throws HeliographError */
export async function readSends(api: Pick<Api, 'call'>, ids: readonly string[]): Promise<readonly Sends[]> {
  const query = new URLSearchParams({ ids: ids.join() });
  const { sessions } = await api.call<SessionsData>(
    'GET',
    `/api/admin/whatsapp/sessions?${query.toString()}`,
  );
  return sessions.map(({ id, events, webhook }) => ({ id, events, webhook }));
}

/** Of any number, one call after the other; all of them or none. @throws HeliographError */
export async function readAllSends(
  api: Pick<Api, 'call'>,
  ids: readonly string[],
): Promise<Map<string, Sends>> {
  const all = new Map<string, Sends>();
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    for (const each of await readSends(api, ids.slice(from, from + mostAtOnce))) all.set(each.id, each);
  }
  return all;
}
