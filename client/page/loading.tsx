import { Button, Skeleton } from '@mantine/core';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './page.module.css';

interface Props {
  /** Null: it is still on its way. */
  error: unknown;
  onRetry: () => void;
}

/** In place of what is not there yet, or could not be read. */
export function Loading({ error, onRetry }: Props) {
  const { t } = useCopy();
  if (error !== null) {
    return (
      <div role="alert" className={classes.failed}>
        <p>
          {t('error.loadFailed')} <Failure error={error} read />
        </p>
        <Button onClick={onRetry}>{t('button.retry')}</Button>
      </div>
    );
  }
  return (
    <div className={classes.skeleton} aria-busy>
      <span className="unseen">{t('list.loading')}</span>
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} height={20} radius="sm" />
      ))}
    </div>
  );
}
