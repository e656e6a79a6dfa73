import { useRef, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useApi } from '../api/api.tsx';
import { useUpstream } from '../live/live.tsx';
import { saveFile } from '../page/save-file.ts';
import { csvOf } from './csv.ts';
import { mostAtOnce, readSends, type Sends } from './read-sends.ts';

export interface Export {
  /** Reading what the feed does not tell of. */
  busy: boolean;
  save: () => void;
}

/** Saves what the list shows as a file. */
export function useExport(shown: () => readonly SessionState[]): Export {
  const api = useApi();
  const upstream = useUpstream();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  return {
    busy,
    async save() {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      const sessions = shown();
      const sends = await readAll(sessions.map(({ id }) => id)).catch(() => null);
      saveFile('sessions.csv', 'text/csv;charset=utf-8', csvOf(sessions, upstream, sends));
      running.current = false;
      setBusy(false);
    },
  };

  async function readAll(ids: readonly string[]): Promise<Map<string, Sends>> {
    const all = new Map<string, Sends>();
    for (let from = 0; from < ids.length; from += mostAtOnce) {
      for (const each of await readSends(api, ids.slice(from, from + mostAtOnce))) all.set(each.id, each);
    }
    return all;
  }
}
