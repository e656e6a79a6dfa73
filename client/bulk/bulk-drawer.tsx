import { ActionIcon, Button } from '@mantine/core';
import { IconHandStop, IconQrcode, IconRefresh, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAnnouncer } from '../announce/announcer.tsx';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { useCopy } from '../words/language.tsx';
import { useBulk } from './bulk.tsx';
import { BulkItem } from './bulk-item.tsx';
import { inOrder, progressOf, type Run } from './run.ts';
import { RunBar } from './run-bar.tsx';
import classes from './bulk-drawer.module.css';

/** What is over is counted; whoever wants to see each asks for it. */
const shownAtFirst = 40;

/** How a run goes: the sum, then each session, what needs a person first. Closed, the run goes on. */
export default function BulkDrawer({ run }: { run: Run }) {
  const { t, n } = useCopy();
  const { runner, setOpen, pair } = useBulk();
  const { say } = useAnnouncer();
  const [all, setAll] = useState(false);
  const items = useMemo(() => inOrder(run.items), [run.items]);
  const progress = useMemo(() => progressOf(run.items), [run.items]);
  const shown = all ? items : items.slice(0, shownAtFirst);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    // The page makes room for it.
    document.body.dataset['bulk'] = '';
    return () => void delete document.body.dataset['bulk'];
  }, []);
  const { finished, done, failed, total } = progress;
  useEffect(() => {
    if (finished) say(`${t('bulk.doneCount', { count: done })}, ${t('bulk.failed', { count: failed })}`);
  }, [finished, done, failed, say, t]);
  const scans = items.filter(({ standing }) => standing === 'scan').map(({ id }) => id);
  const failures = items.filter(({ standing }) => standing === 'failed').map(({ id }) => id);
  const waiting = useRef(scans);
  waiting.current = scans;
  const onPair = useCallback(
    (id?: string) => {
      setOpen(false);
      pair(waiting.current, id === undefined ? 0 : waiting.current.indexOf(id));
    },
    [setOpen, pair],
  );
  const close = () => {
    setOpen(false);
    if (finished) runner.clear();
  };
  const left = progress.leftMs;
  return (
    <aside
      className={classes.drawer}
      aria-labelledby="bulk-title"
      data-bulk-drawer
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Of this drawer only: the page below it stays.
        event.preventDefault();
        close();
      }}
    >
      <header className={classes.head}>
        <h2 id="bulk-title" ref={title} tabIndex={-1}>
          {n(`bulk.titleOf.${run.kind}`, total)}
        </h2>
        <ActionIcon
          variant="subtle"
          aria-label={t(finished ? 'shell.close' : 'bulk.hide')}
          title={t(finished ? 'shell.close' : 'bulk.hide')}
          onClick={close}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      <div className={classes.sum}>
        <p className={classes.count}>
          <strong data-over={progress.over}>{progress.over}</strong> {t('bulk.done', { total })}
        </p>
        {left !== null && <p className={classes.left}>{t('bulk.left', { s: Math.ceil(left / 1_000) })}</p>}
        <RunBar progress={progress} />
        <p className={classes.sums}>
          {done > 0 && (
            <span>
              <PhaseIcon phase="online" />
              {t(run.kind === 'connect' ? 'bulk.online' : 'bulk.doneCount', { count: done })}
            </span>
          )}
          {progress.scan > 0 && (
            <span data-tone="pairing">
              <PhaseIcon phase="pairing" />
              {t('bulk.needScan', { count: progress.scan })}
            </span>
          )}
          {failed > 0 && (
            <span data-tone="needs-attention">
              <PhaseIcon phase="needs-attention" />
              {t('bulk.failed', { count: failed })}
            </span>
          )}
          {progress.already > 0 && <span>{t('bulk.skippedCount', { count: progress.already })}</span>}
          {progress.unsent > 0 && <span>{t('bulk.stoppedCount', { count: progress.unsent })}</span>}
          {!finished && <span>{t('bulk.toGo', { count: progress.running + progress.waiting })}</span>}
        </p>
      </div>
      <ul className={classes.items} tabIndex={0} aria-labelledby="bulk-title">
        {shown.map((item) => (
          <BulkItem key={item.id} item={item} kind={run.kind} onPair={onPair} />
        ))}
        {shown.length < items.length && (
          <li className={classes.more}>
            <Button variant="subtle" size="compact-sm" c="var(--hg-link)" onClick={() => setAll(true)}>
              {n('bulk.showRest', items.length - shown.length)}
            </Button>
          </li>
        )}
      </ul>
      <footer className={classes.foot}>
        {progress.waiting > 0 && (
          <Button leftSection={<IconHandStop size={16} aria-hidden />} onClick={runner.stop}>
            {t('bulk.stop')}
          </Button>
        )}
        {failures.length > 1 && (
          <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => runner.retry(failures)}>
            {t('bulk.retryFailed', { count: failures.length })}
          </Button>
        )}
        <span className={classes.gap} />
        {scans.length > 0 ? (
          <Button
            variant="primary"
            leftSection={<IconQrcode size={16} aria-hidden />}
            onClick={() => onPair()}
          >
            {scans.length === 1 ? t('bulk.pairOne') : t('button.pairOneByOne', { count: scans.length })}
          </Button>
        ) : (
          finished && <Button onClick={close}>{t('bulk.close')}</Button>
        )}
      </footer>
    </aside>
  );
}
