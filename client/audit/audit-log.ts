/** The log as far as it was read, and how its sessions are called. */
import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AuditData } from '../../contract/audit.ts';
import { useApi } from '../api/api.tsx';
import { useCalmSessions } from '../live/live.tsx';
import { namesThen } from './action-word.ts';
import { readAudit } from './audit-calls.ts';
import type { AuditFilter } from './audit-filter.ts';

/** A session as the log names it. `gone`: it is no longer in the list; while that is not known, it is not said. */
export interface AuditSession {
  id: string;
  name: string | null;
  gone: boolean;
}

const lookEveryMs = 10_000;
type Pages = InfiniteData<AuditData, string | null>;

export function useAuditLog(filter: AuditFilter) {
  const api = useApi();
  const queries = useQueryClient();
  const queryKey = ['audit', filter];
  const read = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => readAudit(api, filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    // What somebody reads does not move by itself: that there is more is said.
    refetchOnWindowFocus: false,
  });
  const entries = useMemo(() => read.data?.pages.flatMap((each) => each.entries) ?? [], [read.data]);
  const newest = useQuery({
    queryKey: ['audit-newest', filter],
    queryFn: async () => (await readAudit(api, filter, null, 1)).entries[0]?.id ?? null,
    enabled: read.data !== undefined,
    refetchInterval: lookEveryMs,
  }).data;
  const first = entries[0]?.id;
  const newer = newest != null && (first === undefined || Number(newest) > Number(first));
  const showNewer = () => {
    queries.setQueryData<Pages>(queryKey, (all) => all && firstPage(all));
    void read.refetch();
    window.scrollTo(0, 0);
  };
  return { read, entries, newer, showNewer };
}

const firstPage = ({ pages, pageParams }: Pages): Pages => ({
  pages: pages.slice(0, 1),
  pageParams: pageParams.slice(0, 1),
});

/** Every session that there is, or was when one of these entries was written. */
export function useAuditSessions(entries: AuditData['entries']) {
  const { sessions, complete } = useCalmSessions();
  return useMemo(() => {
    const here = new Map(sessions.map(({ id, name }) => [id, name]));
    const then = namesThen(entries);
    return {
      of: (id: string): AuditSession => ({
        id,
        name: here.get(id) ?? then.get(id) ?? null,
        gone: complete && !here.has(id),
      }),
      /** Those that are gone come last. */
      all: [...here, ...[...then].filter(([id]) => !here.has(id))].map(([id, name]) => ({ id, name })),
    };
  }, [sessions, complete, entries]);
}
