import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useOnce } from '../page/once.ts';
import { useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { transferSession } from './manage-calls.ts';
import { PersonList, type Recipient } from './person-list.tsx';
import classes from './manage.module.css';

interface Props {
  session: Pick<SessionState, 'id' | 'name' | 'ownerId' | 'ownerName'>;
  onClose: () => void;
  /** The gateway took it. */
  onTransferred?: () => void;
}

/** Gives a session to another person, or to nobody. */
export function TransferDialog({ session, onClose, onTransferred }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const api = useApi();
  const [to, setTo] = useState<Recipient | undefined>(undefined);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const once = useOnce();
  // Whose it is needs no service, but it has to be seen.
  const lost = useTruth().lostSince !== null;
  const { name, ownerName: old } = session;
  const go = async () => {
    if (to === undefined || lost || sending) return;
    setSending(true);
    setError(null);
    try {
      const userId = to?.id ?? null;
      await once([session.id, userId], (key) => transferSession(api, session.id, userId, key));
      onClose();
      onTransferred?.();
    } catch (failure) {
      setError(failure);
      setSending(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        to === undefined
          ? t('manage.transferOf', { name })
          : t('confirm.transfer.title', { name, user: to?.name ?? t('list.nobody').toLowerCase() })
      }
      centered
      size={560}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <PersonList chosen={to} ownerId={session.ownerId} onChoose={setTo} />
        <p className={classes.what} role="status">
          {lost ? t('unknown.noActionsLost') : to !== undefined && what(to, old, t)}
        </p>
        {error !== null && (
          <p role="alert" className={classes.failed}>
            {failureWords(error, speech)}
          </p>
        )}
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="subtle" color="gray" c="var(--hg-text2)" onClick={onClose}>
            {t('button.cancel')}
          </Button>
          <Button type="submit" variant="primary" disabled={to === undefined || lost} loading={sending}>
            {t('manage.transfer')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function what(to: Recipient, old: string | null, t: ReturnType<typeof useCopy>['t']): string {
  if (to === null) return old === null ? t('manage.nobodyHint') : t('manage.toNobody', { old });
  return old === null
    ? t('manage.toUser', { user: to.name })
    : t('confirm.transfer.body', { user: to.name, old });
}
