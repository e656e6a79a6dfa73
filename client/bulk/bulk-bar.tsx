import { Button } from '@mantine/core';
import {
  IconArrowsExchange,
  IconBolt,
  IconLogout,
  IconPlugConnectedX,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useMay } from '../auth/auth.tsx';
import { lazy } from '../page/lazy.tsx';
import { useTruth } from '../truth/truth.ts';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { useBulk, useRun } from './bulk.tsx';
import { progressOf, type BulkKind } from './run.ts';
import { blindTo } from './sight.ts';
import classes from './bulk-bar.module.css';

const BulkDialog = lazy(() => import('./bulk-dialog.tsx'));

const acts: { kind: BulkKind; words: CopyKey; icon: Icon; manage: boolean; danger?: boolean }[] = [
  { kind: 'connect', words: 'button.connect', icon: IconBolt, manage: false },
  { kind: 'disconnect', words: 'button.disconnect', icon: IconPlugConnectedX, manage: false },
  { kind: 'transfer', words: 'button.transfer', icon: IconArrowsExchange, manage: true },
  { kind: 'logout', words: 'button.logout', icon: IconLogout, manage: false, danger: true },
  { kind: 'delete', words: 'button.delete', icon: IconTrash, manage: true, danger: true },
];

interface Props {
  /** The selected ones, as the list shows them. */
  chosen: () => SessionState[];
  /** How many the list shows, where not all of them are selected. */
  more: number | null;
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with the selected sessions. Connecting hurts nobody and starts at once; the rest asks first. */
export function BulkBar({ chosen, more, onAll, onClear }: Props) {
  const { t, language } = useCopy();
  const may = useMay();
  const { start } = useBulk();
  const run = useRun();
  const truth = useTruth();
  const busy = run !== null && !progressOf(run.items).finished;
  const [asking, setAsking] = useState<{ kind: BulkKind; sessions: SessionState[] } | null>(null);
  const go = (kind: BulkKind) =>
    kind === 'connect' ? start(kind, chosen()) : setAsking({ kind, sessions: chosen() });
  const whyNot = (kind: BulkKind) => {
    if (busy) return t('bulk.oneAtATime');
    const blind = blindTo(kind, truth);
    return blind === null ? undefined : t(blind === 'lost' ? 'unknown.noActionsLost' : 'unknown.noActions');
  };
  const why = whyNot('connect');
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('bulk.actions')}>
      {more !== null && (
        <Button className={classes.phone} onClick={onAll}>
          {t('list.selectAll', { count: more.toLocaleString(language) })}
        </Button>
      )}
      {acts
        .filter(({ manage }) => !manage || may.manage)
        .map(({ kind, words, icon: Shape, danger }) => (
          <Button
            key={kind}
            data-bulk={kind}
            disabled={whyNot(kind) !== undefined}
            title={whyNot(kind)}
            c={danger && whyNot(kind) === undefined ? 'var(--hg-danger)' : undefined}
            leftSection={<Shape size={16} aria-hidden />}
            onClick={() => go(kind)}
          >
            {t(words)}
          </Button>
        ))}
      <Button
        variant="subtle"
        color="gray"
        c="var(--hg-text2)"
        size="compact-md"
        className={classes.phone}
        onClick={onClear}
      >
        {t('bulk.clear')}
      </Button>
      {why !== undefined && <span className={classes.why}>{why}</span>}
      <Suspense>
        {asking && (
          <BulkDialog
            {...asking}
            onClose={() => setAsking(null)}
            onGo={(to) => {
              setAsking(null);
              start(asking.kind, asking.sessions, to);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
