/** A part of the page that is read by itself: while it is under way, and when it failed. */
import { Button, Skeleton } from '@mantine/core';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './read-state.module.css';

interface Failed {
  /** What was not read, in a sentence; where it stands says it, if it is left out. */
  what?: string;
  error: unknown;
  busy?: boolean;
  onRetry: () => void;
}

export function LoadFailed({ what, error, busy = false, onRetry }: Failed) {
  const { t } = useCopy();
  return (
    <p className={classes.failed} role="alert">
      {what ?? t('error.loadFailed')} <Failure error={error} read />{' '}
      <Button size="compact-sm" loading={busy} onClick={onRetry}>
        {t('button.retry')}
      </Button>
    </p>
  );
}

export function Waiting({ lines }: { lines: number }) {
  const { t } = useCopy();
  return (
    <div className={classes.waiting} role="status" aria-label={t('list.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={16} radius="sm" />
      ))}
    </div>
  );
}
