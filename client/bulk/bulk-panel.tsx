import { lazy, Suspense } from 'react';
import { useBulk, useRun } from './bulk.tsx';

const BulkDrawer = lazy(() => import('./bulk-drawer.tsx'));

/** How the run goes, while its drawer is open. */
export function BulkPanel() {
  const { open } = useBulk();
  const run = useRun();
  return <Suspense>{run && open && <BulkDrawer key={run.startedAt} run={run} />}</Suspense>;
}
