/** How much of the last day or week sessions were online, cell by cell. */
import { Router } from 'express';
import { mostIds, UptimeQuery, type UptimeData } from '../../contract/session-bodies.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { readGaps, readPhaseChanges, type PhaseChange } from '../../db/uptime.ts';
import { maySee } from '../auth/identity.ts';
import { uptimeOf } from '../sessions/uptime.ts';
import type { AppDeps } from './app-deps.ts';
import { authenticated, callerOf } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { sessionsNamed } from './session-ids.ts';
import { readQuery } from './validate.ts';

type Deps = Pick<AppDeps, 'auth' | 'db' | 'known' | 'clock' | 'scope'>;

const hourMs = 3_600_000;
const windowsMs = { '24h': 24 * hourMs, '7d': 7 * 24 * hourMs };
const iso = (ms: number) => new Date(ms).toISOString();

export function sessionUptimeRoutes(deps: Deps): Router {
  const router = Router();
  resource(router, '/uptime', {
    get: [
      authenticated(deps.auth),
      async (request, response) => {
        const who = callerOf(request);
        const { ids, window, cells } = readQuery(UptimeQuery, request);
        const rows =
          ids === undefined ? firstOf(deps, (row) => maySee(who, row)) : sessionsNamed(ids, deps, who);
        sendData(response, await uptimes(deps, rows, windowsMs[window], cells));
      },
    ],
  });
  return router;
}

/** In the list's order. */
function firstOf({ known }: Deps, visible: (row: SessionRow) => boolean): SessionRow[] {
  const rows = [...known.all()].filter(visible);
  rows.sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1));
  return rows.slice(0, mostIds);
}

async function uptimes(deps: Deps, rows: SessionRow[], windowMs: number, cells: number): Promise<UptimeData> {
  const now = deps.clock.now();
  const since = now - windowMs;
  const ids = rows.map(({ id }) => id);
  const [changes, gaps] = await Promise.all([
    ids.length === 0 ? [] : readPhaseChanges(deps.db, ids, since),
    readGaps(deps.db, deps.scope, since),
  ]);
  const bySession = new Map<string, PhaseChange[]>();
  for (const change of changes) {
    const before = bySession.get(change.sessionId);
    if (before) before.push(change);
    else bySession.set(change.sessionId, [change]);
  }
  return {
    items: rows.map(({ id, createdAt, phase }) => {
      const transitions = bySession.get(id) ?? [];
      const uptime = uptimeOf({ now, windowMs, cells, createdAt, phase, transitions, gaps });
      return {
        id,
        share: uptime.share,
        cells: uptime.cells.map((cell) => ({ ...cell, from: iso(cell.from), to: iso(cell.to) })),
      };
    }),
  };
}
