/** What the other sessions of the same service do, as far as the looks tell. */
import type { SessionRow } from '../../db/session-row.ts';
import type { Known } from './known.ts';
import { isRefused, type Fleet } from './permit.ts';

/** A count of strangers that is older than this is none: only the node that sweeps has one. */
const countLastsMs = 15_000;

/** Sessions with a proxy of their own prove nothing for those that have none. */
const provesFor = (other: SessionRow, id: string) => other.id !== id && !other.proxyEnabled;

export function fleetAround(known: Known, id: string, now: number): Fleet {
  const fleet: Fleet = {
    online: 0,
    healing: 0,
    refused: 0,
    provers: 0,
    provenAt: null,
    strangers: strangersIn(known, now),
  };
  for (const row of known.all()) {
    if (row.id === id) continue;
    if (row.connected && row.loggedIn) {
      fleet.online++;
      if (!provesFor(row, id)) continue;
      fleet.provers++;
      // Only a look of this very session counts, never the sweep's sum.
      const at = known.seen(row.id)?.at ?? null;
      if (at !== null && at > (fleet.provenAt ?? 0)) fleet.provenAt = at;
    } else if (row.loggedIn) fleet[isRefused(row) ? 'refused' : 'healing']++;
  }
  return fleet;
}

function strangersIn({ strangers }: Known, now: number): Fleet['strangers'] {
  if (strangers === null || now - strangers.at > countLastsMs) return 'unknown';
  return strangers.up > 0 ? 'some' : 'none';
}

/** Sessions that may prove that WhatsApp is reachable: the longest online first. */
export function provers(known: Known, id: string): SessionRow[] {
  const online = [...known.all()].filter((row) => row.connected && row.loggedIn && provesFor(row, id));
  return online.sort((a, b) => a.phaseSince - b.phaseSince).slice(0, 3);
}
