import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
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
  const speech = useCopy();
  const { t } = speech;
  const api = useApi();
  const blocked = useBlocked();
  const [typed, setTyped] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const once = useOnce();
  const same = typed.trim() === session.name.trim();
  const go = async () => {
    setSending(true);
    setError(null);
    try {
      await once(session.id, (key) => deleteSession(api, session.id, key));
      onClose();
      onDeleted?.();
    } catch (failure) {
      setError(failure);
      setSending(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('confirm.delete.title', { name: session.name })}
      centered
      size={560}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (same && blocked === null && !sending) void go();
        }}
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
        {error !== null && (
          <p role="alert" className={classes.failed}>
            {failureWords(error, speech)}
          </p>
        )}
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="subtle" color="gray" c="var(--hg-text2)" onClick={onClose}>
            {t('button.cancel')}
          </Button>
          <Button type="submit" variant="danger" disabled={!same || blocked !== null} loading={sending}>
            {t('manage.delete')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
