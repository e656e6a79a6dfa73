import { Button, Group, Modal, TextInput } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { RevealData } from '../../contract/session-bodies.ts';
import { useApi } from '../api/api.tsx';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import { revealSecrets, type SecretField } from './read-record.ts';
import classes from './reveal.module.css';

export type Secret = 'token' | 'proxy' | 's3';
const fieldsOf: Record<Secret, readonly SecretField[]> = {
  token: ['token'],
  proxy: ['proxyUrl'],
  s3: ['s3AccessKey', 's3SecretKey'],
};
const leastReason = 5;

interface Props {
  session: { id: string; name: string };
  secret: Secret;
  onClose: () => void;
  /** False: nobody looks, so they are not shown. */
  onRevealed: (values: RevealData) => boolean;
}

/** Why somebody wants to see a secret: it is asked before, and stands in the audit log after. */
export default function RevealDialog({ session, secret, onClose, onRevealed }: Props) {
  const { t } = useCopy();
  const api = useApi();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [missed, setMissed] = useState(false);
  const asked = useRef<AbortController>(null);
  // Whoever closes it said no: what comes then is shown to nobody.
  useEffect(() => () => asked.current?.abort(), []);
  const short = reason.trim().length < leastReason;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (short || busy) return;
    setBusy(true);
    setError(null);
    setMissed(false);
    const mine = new AbortController();
    asked.current = mine;
    revealSecrets(api, session.id, fieldsOf[secret], reason.trim(), mine.signal).then(
      (values) => {
        if (mine.signal.aborted) return;
        if (onRevealed(values)) return onClose();
        setMissed(true);
        setBusy(false);
      },
      (failure: unknown) => {
        if (mine.signal.aborted) return;
        setError(failure);
        setBusy(false);
      },
    );
  };
  const name = session.name;
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        secret === 'token' ? t('confirm.reveal.title', { name }) : t(`revealing.${secret}Title`, { name })
      }
      centered
      size={640}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <p>{secret === 'token' ? t('confirm.reveal.body') : t(`revealing.${secret}Body`)}</p>
        <TextInput
          mt="md"
          label={t('revealing.reason')}
          value={reason}
          maxLength={500}
          autoComplete="off"
          data-autofocus
          error={tried && short ? t('revealing.short') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {(missed || error !== null) && (
          <p className={classes.failed} role="alert">
            {missed ? t('revealing.missed') : <Failure error={error} />}
          </p>
        )}
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="subtle" color="gray" c="var(--hg-text2)" onClick={onClose}>
            {t('revealing.keep')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            loading={busy}
            leftSection={<IconEye size={16} aria-hidden />}
          >
            {t('revealing.do')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
