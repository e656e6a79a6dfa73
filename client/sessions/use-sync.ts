import { useState } from 'react';
import type { SyncData } from '../../contract/sync.ts';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useCopy } from '../words/language.tsx';

type Outcome = { ok: true; data: SyncData } | { ok: false; error: unknown };

export interface Sync {
  running: boolean;
  outcome: Outcome | null;
  run: () => void;
}

/** Takes over what the service has: its sessions become ours, by their ids. */
export function useSync(): Sync & { forget: () => void } {
  const api = useApi();
  const speech = useCopy();
  const { alert } = useAnnouncer();
  const [running, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const run = async () => {
    setRunning(true);
    setOutcome(null);
    try {
      setOutcome({ ok: true, data: await api.sync() });
    } catch (error) {
      setOutcome({ ok: false, error });
      alert(failureWords(error, speech));
    } finally {
      setRunning(false);
    }
  };
  return { running, outcome, run: () => void run(), forget: () => setOutcome(null) };
}
