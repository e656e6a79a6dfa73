import { Button, Group, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './page.module.css';

interface Props {
  title: string;
  submit: string;
  /** It takes something away. Focus starts on the harmless button. */
  danger?: boolean;
  disabled?: boolean;
  /** Rejects with what is shown. */
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that closes when what it asked for was done, and says why if it was not. */
export function AskDialog({ title, submit, danger = false, disabled = false, ...props }: Props) {
  const { onSubmit, onClose, children } = props;
  const { t } = useCopy();
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async () => {
    setSending(true);
    setError(null);
    try {
      await onSubmit();
      onClose();
    } catch (failure) {
      setError(failure);
      setSending(false);
    }
  };
  return (
    <Modal
      opened
      // What is on its way is waited for: its answer would find another dialog open.
      onClose={() => !sending && onClose()}
      title={title}
      centered
      size={560}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabled && !sending) void go();
        }}
      >
        {children}
        {error !== null && (
          <p role="alert" className={classes.refused}>
            <Failure error={error} />
          </p>
        )}
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button
            variant="subtle"
            color="gray"
            c="var(--hg-text2)"
            onClick={onClose}
            disabled={sending}
            data-autofocus={danger || undefined}
          >
            {t('button.cancel')}
          </Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} disabled={disabled} loading={sending}>
            {submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
