import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../api/api.tsx';
import { AskDialog } from '../page/ask-dialog.tsx';
import { useOnce } from '../page/once.ts';
import { useBlocked } from '../truth/blocked.ts';
import { useCopy } from '../words/language.tsx';
import { deleteSession } from './manage-calls.ts';
import classes from './manage.module.css';

interface Props {
  session: { id: string; name: string };
  onClose: () => void;
  /** It is gone. */
  onDeleted?: () => void;
}

/** Deletes a session for whoever types its name. Its row goes when the gateway says that it is gone. */
export function DeleteDialog({ session, onClose, onDeleted }: Props) {
  const { t } = useCopy();
  const api = useApi();
  const blocked = useBlocked();
  const [typed, setTyped] = useState('');
  const once = useOnce();
  const same = typed.trim() === session.name.trim();
  const go = async () => {
    await once(session.id, (key) => deleteSession(api, session.id, key));
    onDeleted?.();
  };
  return (
    <AskDialog
      title={t('confirm.delete.title', { name: session.name })}
      submit={t('manage.delete')}
      danger
      disabled={!same || blocked !== null}
      onSubmit={go}
      onClose={onClose}
    >
      <p>{t('confirm.delete.body')}</p>
      <TextInput
        mt="md"
        label={t('manage.typeName')}
        placeholder={session.name}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={typed.length >= session.name.length && !same ? t('manage.typedOther') : undefined}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      {blocked !== null && <p className={classes.what}>{blocked}</p>}
    </AskDialog>
  );
}
