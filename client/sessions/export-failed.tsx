import { Button } from '@mantine/core';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import type { Export } from './use-export.ts';
import classes from './toolbar.module.css';

/** What a file would lack, why, and what to do about it. */
export function ExportFailed({ file }: { file: Export }) {
  const { t } = useCopy();
  if (file.error === null) return null;
  return (
    <div role="alert" className={classes.failed}>
      <p>
        {t('list.exportFailed')} <Failure error={file.error} read />
      </p>
      <Button size="xs" loading={file.busy} onClick={file.save}>
        {t('button.retry')}
      </Button>
      <Button size="xs" disabled={file.busy} onClick={file.saveLess}>
        {t('list.exportLess')}
      </Button>
    </div>
  );
}
