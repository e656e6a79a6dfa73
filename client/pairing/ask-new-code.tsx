import { Button, Group, Modal } from '@mantine/core';
import { useCopy } from '../words/language.tsx';

interface Props {
  opened: boolean;
  names: string[];
  onClose: () => void;
  onSure: () => void;
}

/** A new code ends the old one, and somebody else looks at it. */
export function AskNewCode({ opened, names, onClose, onSure }: Props) {
  const { t } = useCopy();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('pairing.newCodeTitle')}
      centered
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <p>{t('pairing.newCodeBody', { names: names.join(', ') })}</p>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button data-autofocus onClick={onClose}>
          {t('button.cancel')}
        </Button>
        <Button variant="primary" onClick={onSure}>
          {t('button.regenerate')}
        </Button>
      </Group>
    </Modal>
  );
}
