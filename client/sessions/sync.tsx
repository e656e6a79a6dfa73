import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useCopy } from '../words/language.tsx';
import { useSync } from './use-sync.ts';

const SyncDialog = lazy(() => import('./sync-dialog.tsx'));

/** Asks for a sync: what it will change is said before, what it changed after. @param count of the sessions here */
export function SyncButton({ blocked, count }: { blocked: boolean; count: number }) {
  const { t } = useCopy();
  const sync = useSync();
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    sync.forget();
  };
  return (
    <>
      <Button
        loading={sync.running && !asking}
        disabled={blocked}
        title={blocked ? t('unknown.noActions') : undefined}
        onClick={() => setAsking(true)}
        visibleFrom={count > 0 ? 'sm' : undefined}
      >
        {t('button.sync')}
      </Button>
      <Suspense>{asking && <SyncDialog sync={sync} count={count} onClose={close} />}</Suspense>
    </>
  );
}
