import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useKeys } from '../keys/keys.ts';
import { useSessions, useStateNow } from '../live/live.tsx';
import { useCopy } from '../words/language.tsx';
import { useBulk, useRun } from './bulk.tsx';
import { nextInQueue, type PairQueue } from './pair-queue.ts';
import { progressOf } from './run.ts';
import { RunBar } from './run-bar.tsx';
import classes from './bulk-small.module.css';

/** A run that goes on while its drawer is closed, and the queue of those that are paired one by one. `floating`: over the foot of a phone's page. */
export function BulkSmall({ floating = false }: { floating?: boolean }) {
  const { t, n, language } = useCopy();
  const num = (count: number) => count.toLocaleString(language);
  const { open, setOpen, queue } = useBulk();
  const run = useRun();
  if (open && run) return null;
  if (!run && !queue) return null;
  const progress = run && progressOf(run.items);
  return (
    <div className={classes.box} data-bulk-small data-floating={floating || undefined}>
      {run && progress && (
        <UnstyledButton className={classes.run} title={t('bulk.open')} onClick={() => setOpen(true)}>
          <span className={classes.words}>{n(`bulk.titleOf.${run.kind}`, progress.total)}</span>
          <span className={classes.count}>
            {t('bulk.small', { done: num(progress.over), total: num(progress.total) })}
          </span>
          <RunBar progress={progress} />
        </UnstyledButton>
      )}
      {queue && <Queue queue={queue} />}
    </div>
  );
}

function Queue({ queue: { ids, at } }: { queue: PairQueue }) {
  const { t, language } = useCopy();
  const num = (count: number) => count.toLocaleString(language);
  const { pair } = useBulk();
  // Followed: others pair them too.
  useSessions();
  const further = nextInQueue(ids, at + 1, useStateNow()) !== null;
  const goOn = () => pair(ids, at + 1);
  // Also once the one on the screen is online, and from elsewhere.
  useKeys(further ? { n: (event) => !event.repeat && goOn() } : {});
  return (
    <div className={classes.queue}>
      <span className={classes.words}>
        {t('bulk.pairing', { place: num(at + 1), total: num(ids.length) })}
      </span>
      {further && (
        <Button size="compact-sm" onClick={goOn}>
          {t('bulk.pairNext')}
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={t('bulk.pairEnd')}
        title={t('bulk.pairEnd')}
        onClick={() => pair([], 0)}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
