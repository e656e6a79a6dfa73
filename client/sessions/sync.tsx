import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { lazy } from '../page/lazy.tsx';
import { useCopy } from '../words/language.tsx';

const SyncDialog = lazy(() => import('../sync/sync-dialog.tsx'));

/** The dialog stands beside the list: the button of an empty one goes with the first session. */
export function useSyncDialog() {
  const [asking, setAsking] = useState(false);
  return {
    open: () => setAsking(true),
    dialog: <Suspense>{asking && <SyncDialog onClose={() => setAsking(false)} />}</Suspense>,
  };
}

interface Props {
  /** Why not now, in words; null: it can be done. */
  blocked: string | null;
  /** How many sessions there are here. */
  count: number;
  onClick: () => void;
}

/** Asks for a sync: what it will change is said before, what it changed after. */
export function SyncButton({ blocked, count, onClick }: Props) {
  const { t } = useCopy();
  return (
    <Button
      disabled={blocked !== null}
      title={blocked ?? undefined}
      onClick={onClick}
      visibleFrom={count > 0 ? 'sm' : undefined}
    >
      {t('button.sync')}
    </Button>
  );
}
