import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import { useActions, useAsk } from './actions.tsx';
import classes from './failure-note.module.css';

/** Why the last ask of this session failed, until it is put away or asked again. */
export function FailureNote({ id }: { id: string }) {
  const { t } = useCopy();
  const ask = useAsk(id);
  const { forget } = useActions();
  if (ask?.status !== 'failed') return null;
  return (
    <div className={classes.note} data-failure={ask.kind}>
      <IconAlertTriangle size={18} aria-hidden />
      <p>
        <Failure error={ask.error} />
      </p>
      <ActionIcon variant="subtle" aria-label={t('shell.close')} onClick={() => forget(id)}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
