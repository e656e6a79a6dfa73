/** What whoever mends Heliograph needs to know of a gateway: counts and times, no names, numbers, ids or addresses. */
import type { SessionState } from '../../contract/session.ts';
import type { PushesView, SystemView } from '../../contract/system.ts';

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

export function systemReport(about: {
  at: number;
  browser: string;
  view: SystemView;
  pushes: PushesView;
  sessions: readonly SessionState[];
}): string {
  const { view, pushes, sessions } = about;
  const { holder, ...watcher } = view.watcher;
  return JSON.stringify(
    {
      at: new Date(about.at).toISOString(),
      heliograph: view.version,
      browser: about.browser,
      service: view.upstream,
      watcher: { held: holder !== null, ...watcher },
      // A node is called by the name of its machine.
      nodes: view.nodes.map(({ version, since, watches }) => ({ version, since, watches })),
      sockets: view.sockets.count,
      database: view.database,
      sessions: {
        phases: counted(sessions.map(({ phase }) => phase)),
        causes: counted(sessions.flatMap(({ cause }) => cause?.code ?? [])),
        sources: counted(sessions.map(({ freshness }) => freshness.source)),
        recovering: sessions.filter(({ recovery }) => recovery !== null).length,
      },
      pushes,
    },
    null,
    2,
  );
}
