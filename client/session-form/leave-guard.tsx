import { Button, Group, Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';

interface Props {
  changed: () => boolean;
  title?: CopyKey;
  body?: CopyKey;
}

/** Asks before a page with something to lose is left, inside this dashboard and out of it. */
export function LeaveGuard({ changed, title = 'form.leaveTitle', body = 'form.leaveBody' }: Props) {
  const { t } = useCopy();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => changed() && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (changed()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);
  const stay = () => blocker.reset?.();
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={stay}
      title={t(title)}
      centered
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <p>{t(body)}</p>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button data-autofocus onClick={stay}>
          {t('form.stay')}
        </Button>
        <Button variant="danger" onClick={() => blocker.proceed?.()}>
          {t('form.leave')}
        </Button>
      </Group>
    </Modal>
  );
}
