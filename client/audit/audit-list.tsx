import { Button } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Loading } from '../page/loading.tsx';
import { useCopy } from '../words/language.tsx';
import type { useAuditLog, useAuditSessions } from './audit-log.ts';
import { AuditRow } from './audit-row.tsx';
import page from '../page/page.module.css';
import classes from './audit.module.css';

const columns = ['time', 'who', 'what', 'session', 'outcome', 'reason'] as const;

interface Props {
  log: ReturnType<typeof useAuditLog>;
  sessions: ReturnType<typeof useAuditSessions>;
  filtered: boolean;
  onClear: () => void;
}

/** All entries that match, drawn as far as they are seen, read as far as somebody scrolls. */
export function AuditList({ log, sessions, filtered, onClear }: Props) {
  const { t } = useCopy();
  const { read, entries, newer, showNewer } = log;
  const list = useRef<HTMLDivElement>(null);
  const rows = useWindowVirtualizer({
    count: entries.length,
    estimateSize: () => 57,
    overscan: 10,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => entries[index]?.id ?? index,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = read;
  useEffect(() => {
    if (last < entries.length - 20 || !hasNextPage || isFetchingNextPage || isFetchNextPageError) return;
    void fetchNextPage();
  }, [last, entries.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  if (!read.data) return <Loading error={read.error} onRetry={() => void read.refetch()} />;
  if (entries.length === 0 && !newer) {
    return (
      <div className={page.none}>
        <p>{t(filtered ? 'audit.noMatch' : 'empty.noAudit')}</p>
        {filtered && <Button onClick={onClear}>{t('audit.clear')}</Button>}
      </div>
    );
  }
  return (
    <>
      <p role="status" className={classes.newer}>
        {newer && (
          <>
            {t('audit.newer')} <Button onClick={showNewer}>{t('audit.showNewer')}</Button>
          </>
        )}
      </p>
      <div
        role="table"
        aria-label={t('nav.audit')}
        aria-rowcount={hasNextPage ? -1 : entries.length + 1}
        className={classes.table}
      >
        <div role="row" aria-rowindex={1} className={classes.names}>
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {t(`audit.${column}`)}
            </span>
          ))}
        </div>
        <div role="rowgroup" ref={list} className={classes.rows} style={{ height: rows.getTotalSize() }}>
          {shown.map((item) => {
            const entry = entries[item.index];
            if (!entry) return null;
            return (
              <AuditRow
                key={item.key}
                ref={rows.measureElement}
                entry={entry}
                index={item.index}
                top={item.start - rows.options.scrollMargin}
                session={entry.sessionId === null ? null : sessions.of(entry.sessionId)}
              />
            );
          })}
        </div>
      </div>
      {isFetchNextPageError && <Loading error={read.error} onRetry={() => void fetchNextPage()} />}
    </>
  );
}
