import { Suspense } from 'react';
import { lazy } from '../page/lazy.tsx';
import { useBulk, useRun } from './bulk.tsx';

const BulkDrawer = lazy(() => import('./bulk-drawer.tsx'));

/** How the run goes, while its drawer is open. */
export function BulkPanel() {
  const { open, setOpen } = useBulk();
  const run = useRun();
  return (
    <Suspense>
      {run && open && <BulkDrawer key={run.startedAt} run={run} onGiveUp={() => setOpen(false)} />}
    </Suspense>
  );
}
