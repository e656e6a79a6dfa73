import { Button, Group, Modal } from '@mantine/core';
import { failureWords } from '../api/failure-words.ts';
import { useCopy } from '../words/language.tsx';
import type { Sync } from './use-sync.ts';
import classes from './sync-dialog.module.css';

interface Props {
  sync: Sync;
  /** How many sessions there are here. */
  count: number;
  onClose: () => void;
}

/** Says what a sync will change before it is done, and what it did. */
export default function SyncDialog({ sync, count, onClose }: Props) {
  const speech = useCopy();
  const { t, language } = speech;
  const { outcome, running } = sync;
  const number = (value: number) => value.toLocaleString(language);
  const data = outcome?.ok ? outcome.data : null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(data ? 'sync.doneTitle' : 'sync.title')}
      centered
      size={560}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {data ? (
        <dl className={classes.counts} data-sync="ok" role="status">
          {(
            [
              ['sync.created', data.created],
              ['sync.updated', data.updated],
              ['sync.same', Math.max(0, data.total - data.created - data.updated)],
              ['sync.missing', data.missing],
            ] as const
          ).map(([key, value]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>{number(value)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <ul className={classes.what}>
          <li>{t('sync.adds')}</li>
          {count > 0 && <li>{t('sync.updates', { count: number(count) })}</li>}
          <li>{t('sync.removes')}</li>
        </ul>
      )}
      {outcome?.ok === false && (
        <p role="alert" className={classes.failed} data-sync="failed">
          {failureWords(outcome.error, speech)}
        </p>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        {data ? (
          <Button data-autofocus onClick={onClose}>
            {t('sync.close')}
          </Button>
        ) : (
          <>
            <Button variant="subtle" color="gray" c="var(--hg-text2)" data-autofocus onClick={onClose}>
              {t('button.cancel')}
            </Button>
            <Button variant="primary" loading={running} onClick={sync.run}>
              {t('sync.do')}
            </Button>
          </>
        )}
      </Group>
    </Modal>
  );
}
