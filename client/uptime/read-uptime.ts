import type { UptimeData, uptimeWindows } from '../../contract/session-bodies.ts';
import type { Api } from '../api/port.ts';
import type { UptimeItem } from './cell.ts';

export type UptimeWindow = (typeof uptimeWindows)[number];

/** The uptime of those sessions in one call, at most 200 of them. @throws HeliographError */
export async function readUptime(
  api: Pick<Api, 'call'>,
  ids: readonly string[],
  window: UptimeWindow,
  cells: number,
  signal?: AbortSignal,
): Promise<readonly UptimeItem[]> {
  const query = new URLSearchParams({ ids: ids.join(), window, cells: String(cells) });
  const path = `/api/admin/whatsapp/sessions/uptime?${query.toString()}`;
  return (await api.call<UptimeData>('GET', path, signal ? { signal } : {})).items;
}
