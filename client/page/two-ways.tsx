import { Button, Group, Modal } from '@mantine/core';
import { useCopy } from '../words/language.tsx';

interface Props {
  opened?: boolean;
  title: string;
  body: string;
  /** The harmless way, where the focus starts. */
  stay: string;
  onStay: () => void;
  go: string;
  onGo: () => void;
  /** Something is lost by it. */
  danger?: boolean;
}

/** Asks once before what cannot be taken back; nothing is sent from here. */
export function TwoWays({ opened = true, title, body, stay, onStay, go, onGo, danger = false }: Props) {
  const { t } = useCopy();
  return (
    <Modal
      opened={opened}
      onClose={onStay}
      title={title}
      centered
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <p>{body}</p>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button data-autofocus onClick={onStay}>
          {stay}
        </Button>
        <Button variant={danger ? 'danger' : 'primary'} onClick={onGo}>
          {go}
        </Button>
      </Group>
    </Modal>
  );
}
