import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { PersonList, type Recipient } from '../manage/person-list.tsx';
import { useCopy, type Speech } from '../words/language.tsx';
import type { BulkKind, Run } from './run.ts';
import classes from './bulk-dialog.module.css';

interface Props {
  kind: BulkKind;
  sessions: readonly SessionState[];
  onClose: () => void;
  onGo: (to: Run['to']) => void;
}

/** Asks before something is done to many: to whom, or their count typed where no click brings it back. */
export default function BulkDialog({ kind, sessions, onClose, onGo }: Props) {
  const speech = useCopy();
  const { t, language } = speech;
  const [to, setTo] = useState<Recipient | undefined>(undefined);
  const [typed, setTyped] = useState('');
  const count = sessions.length;
  const typing = kind === 'logout' || kind === 'delete';
  const ready =
    kind === 'transfer' ? to !== undefined : !typing || typed.replace(/[.,\s]/g, '') === String(count);
  const words = wordsOf(kind, count, speech);
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title}
      centered
      size={560}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onGo(to ?? null);
        }}
      >
        {words.body && <p>{words.body}</p>}
        <ul className={classes.names}>
          {sessions.slice(0, 3).map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
          {count > 3 && <li>{speech.n('settings.more', count - 3, { named: '…' })}</li>}
        </ul>
        {kind === 'transfer' && <PersonList chosen={to} onChoose={setTo} />}
        {kind === 'transfer' && to !== undefined && (
          <p className={classes.what} role="status">
            {to === null ? t('manage.severalToNobody') : t('manage.toSeveral', { user: to.name })}
          </p>
        )}
        {typing && (
          <TextInput
            mt="md"
            label={t('bulk.typeCount', { count: count.toLocaleString(language) })}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button
            variant="subtle"
            color="gray"
            c="var(--hg-text2)"
            onClick={onClose}
            data-autofocus={kind === 'disconnect' || undefined}
          >
            {t('button.cancel')}
          </Button>
          <Button type="submit" variant={typing ? 'danger' : 'primary'} disabled={!ready}>
            {words.go}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function wordsOf(
  kind: BulkKind,
  count: number,
  { t, n }: Speech,
): { title: string; body: string; go: string } {
  switch (kind) {
    case 'logout':
      return {
        title: n('bulk.logoutTitle', count),
        body: n('bulk.logoutBody', count),
        go: t('bulk.logout'),
      };
    case 'delete':
      return {
        title: n('bulk.deleteTitle', count),
        body: n('bulk.deleteBody', count),
        go: t('manage.delete'),
      };
    case 'disconnect':
      return {
        title: n('bulk.disconnectTitle', count),
        body: n('bulk.disconnectBody', count),
        go: t('bulk.disconnectThem'),
      };
    case 'transfer':
    case 'connect':
      return {
        title: n(`bulk.titleOf.${kind}`, count),
        body: '',
        go: t(kind === 'connect' ? 'bulk.goOn' : 'manage.transfer'),
      };
  }
}
