/** In place of a list that was not there yet: it is on its way, or the gateway cannot read it. */
import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { useDoubt, useRetry } from '../live/live.tsx';
import { Loading } from '../page/loading.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './sessions-page.module.css';

/** What is there at once needs no skeleton: it waits a moment. */
const skeletonAfterMs = 150;

export function ListComing() {
  const { t } = useCopy();
  const reason = useDoubt()?.reason ?? null;
  const retry = useRetry();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), skeletonAfterMs);
    return () => clearTimeout(timer);
  }, []);
  if (reason !== null) {
    // Over a socket there is no status; what a gateway cannot read comes from its database.
    return <Loading error={new HeliographError({ reason, status: 503, message: reason })} onRetry={retry} />;
  }
  if (!late) return null;
  return (
    <div className={classes.skeleton} aria-label={t('list.loading')} role="status">
      {Array.from({ length: 10 }, (_, index) => (
        <Skeleton key={index} height={24} radius="sm" />
      ))}
    </div>
  );
}
