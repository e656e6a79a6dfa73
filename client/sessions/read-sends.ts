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
