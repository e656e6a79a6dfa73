/** The list's filter lives in the URL: it can be sent, kept and gone back to. */
import { useCallback, useEffect, useMemo } from 'react';
import { useAddressQuery } from '../page/address-query.ts';
import { isPhase } from '../phase/phases.ts';
import { rememberSearch } from './list-address.ts';
import { sorts, type Filter, type Sort } from './order.ts';

export function readFilter(params: URLSearchParams): Filter {
  const phase = params.get('phase');
  const sort = sorts.find((each) => each === params.get('sort'));
  return {
    phase: isPhase(phase) ? phase : null,
    owner: params.get('owner'),
    q: params.get('q') ?? '',
    sort: sort ?? 'needs',
  };
}

/** The search part of an address; what is as usual is left out. */
export function writeFilter(filter: Filter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.phase) params.set('phase', filter.phase);
  if (filter.q) params.set('q', filter.q);
  if (filter.owner !== null) params.set('owner', filter.owner);
  if (filter.sort !== 'needs') params.set('sort', filter.sort satisfies Sort);
  return params;
}

export function useListFilter(): [Filter, (change: Partial<Filter>) => void] {
  const [params, setParams] = useAddressQuery();
  const filter = useMemo(() => readFilter(params), [params]);
  useEffect(() => rememberSearch(writeFilter(filter)), [filter]);
  const change = useCallback(
    (part: Partial<Filter>) => setParams((before) => writeFilter({ ...readFilter(before), ...part })),
    [setParams],
  );
  return [filter, change];
}
