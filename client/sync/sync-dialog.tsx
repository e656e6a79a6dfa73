import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { SyncPreview } from '../../contract/sync.ts';
import { useReturnFocus } from '../actions/return-focus.ts';
import { Failure } from '../api/failure.tsx';
import { Spinner } from '../pairing/spinner.tsx';
import { useCopy } from '../words/language.tsx';
import '../words/sync-words.ts';
import { SyncCounts } from './sync-counts.tsx';
import { SyncNames } from './sync-names.tsx';
import { useSync, type SyncStep } from './use-sync.ts';
import classes from './sync-dialog.module.css';

/** Says what a sync will change before it is done, and what it did. */
export default function SyncDialog({ onClose }: { onClose: () => void }) {
  const { t } = useCopy();
  // The button of an empty list goes with the first session.
  useReturnFocus('[role="grid"] [tabindex="0"]');
  const { step, again, run } = useSync();
  const close = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone then.
  useEffect(() => {
    if (step.is === 'done' || step.is === 'failed') close.current?.focus();
  }, [step.is]);
  const running = step.is === 'running';
  const preview = step.is === 'ready' || step.is === 'running' ? step.preview : null;
  return (
    <Modal
      opened
      // What is on its way is waited for: a sync cannot be called back, and what it did is told here.
      onClose={() => !running && onClose()}
      title={t(step.is === 'done' ? 'sync.doneTitle' : 'sync.title')}
      centered
      size={600}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.body} data-sync={step.is}>
        <p role="status" className={classes.lead}>
          {leadOf(step, t)}
          {step.is === 'asking' && <Spinner />}
        </p>
        {step.is === 'failed' && (
          <p role="alert" className={classes.failed}>
            <Failure error={step.error} />
          </p>
        )}
        {preview && <SyncCounts of={preview} />}
        {preview && <SyncNames preview={preview} />}
        {step.is === 'done' && <SyncCounts of={step.data} />}
      </div>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button
          ref={close}
          variant={step.is === 'done' ? 'default' : 'subtle'}
          color="gray"
          c={step.is === 'done' ? undefined : 'var(--hg-text2)'}
          data-autofocus
          disabled={running}
          onClick={onClose}
        >
          {t(closeWord(step))}
        </Button>
        {step.is === 'failed' && <Button onClick={again}>{t('button.retry')}</Button>}
        {preview && changes(preview) && (
          <Button variant="primary" loading={running} onClick={() => run(preview)}>
            {t('sync.do')}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

const changes = ({ created, updated }: SyncPreview) => created.length + updated.length > 0;

const closeWord = (step: SyncStep) =>
  step.is === 'done' || (step.is === 'ready' && !changes(step.preview)) ? 'sync.close' : 'button.cancel';

function leadOf(step: SyncStep, t: ReturnType<typeof useCopy>['t']): string {
  switch (step.is) {
    case 'asking':
      return t('sync.asking');
    case 'running':
      return t('sync.running');
    case 'ready':
      return t(changes(step.preview) ? 'sync.will' : 'sync.nothing');
    case 'done':
      return t('sync.did', { created: step.data.created, updated: step.data.updated });
    case 'failed':
      return '';
  }
}
