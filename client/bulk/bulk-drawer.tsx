import { ActionIcon, Button } from '@mantine/core';
import { IconHandStop, IconPlayerPlay, IconQrcode, IconRefresh, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useAnnouncer } from '../announce/announcer.tsx';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { shortSpan } from '../time/words.ts';
import { useTruth } from '../truth/truth.ts';
import { useCopy, type Speech } from '../words/language.tsx';
import { useBulk } from './bulk.tsx';
import { BulkItems } from './bulk-items.tsx';
import { inOrder, progressOf, type Run, type Standing } from './run.ts';
import { RunBar } from './run-bar.tsx';
import { blindTo } from './sight.ts';
import classes from './bulk-drawer.module.css';

/** How a run goes: the sum, then each session, what needs a person first. Closed, the run goes on. */
export default function BulkDrawer({ run }: { run: Run }) {
  const speech = useCopy();
  const { t, n, language } = speech;
  const num = (count: number) => count.toLocaleString(language);
  const { runner, setOpen, pair } = useBulk();
  const { say } = useAnnouncer();
  const items = useMemo(() => inOrder(run.items), [run.items]);
  const progress = useMemo(() => progressOf(run.items), [run.items]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    // The page makes room for it.
    document.body.dataset['bulk'] = '';
    return () => void delete document.body.dataset['bulk'];
  }, []);
  const { finished, done, failed, total } = progress;
  useEffect(() => {
    const count = (sum: number) => sum.toLocaleString(language);
    if (finished)
      say(`${t('bulk.doneCount', { count: count(done) })}, ${t('bulk.failed', { count: count(failed) })}`);
  }, [finished, done, failed, say, t, language]);
  const those = (wanted: Standing) => items.filter(({ standing }) => standing === wanted).map(({ id }) => id);
  const [scans, failures, unsent] = [those('scan'), those('failed'), those('unsent')];
  const truth = useTruth();
  const blind = finished ? null : blindTo(run.kind, truth);
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
  const left = blind === null ? progress.leftMs : null;
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
          <strong data-over={progress.over}>{num(progress.over)}</strong>{' '}
          {t('bulk.done', { total: num(total) })}
        </p>
        {left !== null && <p className={classes.left}>{leftWords(left, speech)}</p>}
        <RunBar progress={progress} />
        {blind !== null && (
          <p role="status" className={classes.paused} data-paused={blind}>
            {t(`bulk.paused.${blind}`)}
          </p>
        )}
        <p className={classes.sums}>
          {done > 0 && (
            <span>
              <PhaseIcon phase="online" />
              {t(run.kind === 'connect' ? 'bulk.online' : 'bulk.doneCount', { count: num(done) })}
            </span>
          )}
          {progress.scan > 0 && (
            <span data-tone="pairing">
              <PhaseIcon phase="pairing" />
              {n('bulk.needScanCount', progress.scan)}
            </span>
          )}
          {failed > 0 && (
            <span data-tone="needs-attention">
              <PhaseIcon phase="needs-attention" />
              {t('bulk.failed', { count: num(failed) })}
            </span>
          )}
          {progress.barred > 0 && (
            <span data-tone="needs-attention">
              <PhaseIcon phase="needs-attention" />
              {n('bulk.barredCount', progress.barred)}
            </span>
          )}
          {progress.already > 0 && <span>{n('bulk.skippedCount', progress.already)}</span>}
          {progress.unsent > 0 && <span>{t('bulk.stoppedCount', { count: num(progress.unsent) })}</span>}
          {!finished && <span>{t('bulk.toGo', { count: num(progress.running + progress.waiting) })}</span>}
        </p>
      </div>
      <BulkItems items={items} kind={run.kind} onPair={onPair} />
      <footer className={classes.foot}>
        {progress.waiting > 0 && (
          <Button leftSection={<IconHandStop size={16} aria-hidden />} onClick={runner.stop}>
            {t('bulk.stop')}
          </Button>
        )}
        {failures.length > 1 && (
          <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => runner.retry(failures)}>
            {t('bulk.retryFailed', { count: num(failures.length) })}
          </Button>
        )}
        {unsent.length > 1 && (
          <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => runner.retry(unsent)}>
            {t('bulk.sendUnsent', { count: num(unsent.length) })}
          </Button>
        )}
        <span className={classes.gap} />
        {scans.length > 0 ? (
          <Button
            variant="primary"
            leftSection={<IconQrcode size={16} aria-hidden />}
            onClick={() => onPair()}
          >
            {scans.length === 1 ? t('bulk.pairOne') : t('button.pairOneByOne', { count: num(scans.length) })}
          </Button>
        ) : (
          finished && <Button onClick={close}>{t('bulk.close')}</Button>
        )}
      </footer>
    </aside>
  );
}

/** Hours in seconds say nothing. */
const leftWords = (ms: number, { t, language }: Speech) =>
  ms < 120_000
    ? t('bulk.left', { s: Math.ceil(ms / 1_000) })
    : t('bulk.leftSpan', { span: shortSpan(ms, language) });
