import { Button, Group, Modal, TextInput } from '@mantine/core';
import { IconCheck, IconClock, IconCopy } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import type { NewPairingLink } from '../../contract/links.ts';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useCopied } from '../copying/use-copied.ts';
import { clockTime, longSpan } from '../time/words.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { makeLink, revokeLink } from './pairing-links.ts';
import classes from './links.module.css';

interface Props {
  session: { id: string; name: string };
  onClose: () => void;
  /** A link was made or revoked. */
  onChanged: () => void;
}

/** Makes a link as it opens. Its address is nowhere else, and leaves the page with the dialog. */
export default function LinkDialog({ session, onClose, onChanged }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const api = useApi();
  const { copied, said, copy } = useCopied();
  const [link, setLink] = useState<NewPairingLink | null>(null);
  const [revoking, setRevoking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const make = useCallback(() => {
    setError(null);
    makeLink(api, session.id).then((made) => {
      setLink(made);
      onChanged();
    }, setError);
  }, [api, session.id, onChanged]);
  useOnce(make);
  const revoke = () => {
    if (!link) return;
    setRevoking(true);
    setError(null);
    revokeLink(api, session.id, link.id).then(
      () => {
        onChanged();
        onClose();
      },
      (failure: unknown) => {
        setError(failure);
        setRevoking(false);
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('links.titleFor', { name: session.name })}
      centered
      size={640}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <p>{t('link.made')}</p>
      {error !== null && (
        <p className={classes.failed} role="alert">
          {failureWords(error, speech)}
        </p>
      )}
      {link && <Address link={link} />}
      <Group justify="flex-end" gap="xs" mt="lg">
        {link && (
          <Button variant="subtle" color="gray" c="var(--hg-danger)" loading={revoking} onClick={revoke}>
            {t('links.revoke')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('links.done')}
        </Button>
        {link ? (
          <Button
            variant="primary"
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={() => copy(addressOf(link))}
          >
            {t(said ?? 'links.copy')}
          </Button>
        ) : (
          error !== null && (
            <Button variant="primary" onClick={make}>
              {t('button.retry')}
            </Button>
          )
        )}
      </Group>
    </Modal>
  );
}

const addressOf = (link: NewPairingLink) => new URL(link.url, location.origin).href;

function Address({ link }: { link: NewPairingLink }) {
  const { t, language } = useCopy();
  const at = useNow();
  const ends = Date.parse(link.expiresAt);
  // Shown a moment after it was made, it still has its whole ten minutes to say.
  const left = Math.max(0, Math.ceil((ends - at) / 60_000)) * 60_000;
  return (
    <div className={classes.address}>
      <TextInput
        readOnly
        aria-label={t('links.label')}
        value={addressOf(link)}
        classNames={{ input: classes.url }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className={classes.ends}>
        <IconClock size={16} aria-hidden />
        {left > 0
          ? t('links.ends', { time: clockTime(ends), span: longSpan(left, language) })
          : t('links.over')}
      </p>
    </div>
  );
}

/** Runs once for this dialog: development mounts everything twice, and each link is a secret of its own. */
function useOnce(work: () => void) {
  const [first] = useState(() => ({ done: false }));
  useEffect(() => {
    if (first.done) return;
    first.done = true;
    work();
  }, [first, work]);
}
