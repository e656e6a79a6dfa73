import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useApi } from '../api/api.tsx';
import { useCalmSessions } from '../live/live.tsx';
import { Loading } from '../page/loading.tsx';
import { useCopy } from '../words/language.tsx';
import { readAudit, type AuditFilter } from './audit-calls.ts';
import { AuditRow } from './audit-row.tsx';
import page from '../page/page.module.css';
import classes from './audit.module.css';

const columns = ['time', 'who', 'what', 'session', 'outcome', 'reason'] as const;

/** All entries that match, drawn as far as they are seen, read as far as somebody scrolls. */
export function AuditList({ filter, onClear }: { filter: AuditFilter; onClear: () => void }) {
  const { t } = useCopy();
  const api = useApi();
  const { sessions } = useCalmSessions();
  const names = useMemo(() => new Map(sessions.map(({ id, name }) => [id, name])), [sessions]);
  const read = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => readAudit(api, filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  const entries = useMemo(() => read.data?.pages.flatMap((each) => each.entries) ?? [], [read.data]);
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
  if (entries.length === 0) {
    return (
      <div className={page.none}>
        <p>{t('empty.noAudit')}</p>
        {(filter.actor ?? filter.session) !== null && <Button onClick={onClear}>{t('audit.clear')}</Button>}
      </div>
    );
  }
  return (
    <>
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
                sessionName={entry.sessionId === null ? null : (names.get(entry.sessionId) ?? null)}
              />
            );
          })}
        </div>
      </div>
      {isFetchNextPageError && <Loading error={read.error} onRetry={() => void fetchNextPage()} />}
    </>
  );
}
