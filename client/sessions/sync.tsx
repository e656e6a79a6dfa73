import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SyncData } from '../../contract/rest.ts';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useCopy } from '../words/language.tsx';
import classes from './summary.module.css';

type Outcome = { ok: true; data: SyncData } | { ok: false; error: unknown };

export interface Sync {
  running: boolean;
  outcome: Outcome | null;
  run: () => void;
}

/** Takes over what the service has: its sessions become ours, by their ids. */
export function useSync(): Sync {
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
  return { running, outcome, run: () => void run() };
}

export function SyncButton({
  sync,
  blocked,
  primary = false,
}: {
  sync: Sync;
  blocked: boolean;
  primary?: boolean;
}) {
  const { t } = useCopy();
  return (
    <Button
      variant={primary ? 'primary' : 'default'}
      loading={sync.running}
      disabled={blocked}
      title={blocked ? t('unknown.noActions') : undefined}
      onClick={sync.run}
      visibleFrom={primary ? undefined : 'sm'}
    >
      {t('button.sync')}
    </Button>
  );
}

export function SyncNote({ sync }: { sync: Sync }) {
  const speech = useCopy();
  const { outcome } = sync;
  if (!outcome) return null;
  return (
    <p role="status" className={classes.note} data-sync={outcome.ok ? 'ok' : 'failed'}>
      {outcome.ok
        ? speech.t('list.synced', {
            created: outcome.data.created.toLocaleString(speech.language),
            updated: outcome.data.updated.toLocaleString(speech.language),
            missing: outcome.data.missing.toLocaleString(speech.language),
          })
        : failureWords(outcome.error, speech)}
    </p>
  );
}
