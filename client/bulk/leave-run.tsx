import { Button, Group, Modal } from '@mantine/core';
import { useCopy } from '../words/language.tsx';

interface Props {
  /** How many wait for their turn. */
  waiting: number;
  onClose: () => void;
  onLeave: () => void;
}

/** Asks before a sign-out takes a run with it. */
export default function LeaveRun({ waiting, onClose, onLeave }: Props) {
  const { t, n } = useCopy();
  return (
    <Modal
      opened
      onClose={onClose}
      title={n('bulk.leaveTitle', waiting)}
      centered
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <p>{t('confirm.leaveBulk.body')}</p>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button data-autofocus onClick={onClose}>
          {t('bulk.stay')}
        </Button>
        <Button variant="danger" onClick={onLeave}>
          {t('shell.signOut')}
        </Button>
      </Group>
    </Modal>
  );
}
