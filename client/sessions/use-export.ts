import { useRef, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useApi } from '../api/api.tsx';
import { useUpstream } from '../live/live.tsx';
import { saveFile } from '../page/save-file.ts';
import { csvOf } from './csv.ts';
import { readAllSends, type Sends } from './read-sends.ts';

export interface Export {
  /** Reading what the feed does not tell of. */
  busy: boolean;
  /** Why that failed, and nothing was saved; null: it did not. */
  error: unknown;
  save: () => void;
  /** Saves what the feed tells of alone. */
  saveLess: () => void;
}

/** Saves what the list shows as a file. */
export function useExport(shown: () => readonly SessionState[]): Export {
  const api = useApi();
  const upstream = useUpstream();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef(false);
  const write = (sessions: readonly SessionState[], sends: ReadonlyMap<string, Sends> | null) => {
    saveFile('sessions.csv', 'text/csv;charset=utf-8', csvOf(sessions, upstream, sends));
    setError(null);
  };
  const save = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    const sessions = shown();
    try {
      const ids = sessions.map(({ id }) => id);
      write(sessions, await readAllSends(api, ids));
    } catch (failure) {
      // A file with two columns less looks like a whole one.
      setError(failure);
    }
    running.current = false;
    setBusy(false);
  };
  return { busy, error, save: () => void save(), saveLess: () => write(shown(), null) };
}
