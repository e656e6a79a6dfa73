import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useCopy } from '../words/language.tsx';
import { sorts, type Filter, type Sort } from './order.ts';

export interface FilterProps {
  sessions: readonly SessionState[];
  filter: Filter;
  onChange: (change: Partial<Filter>) => void;
}

/** Owners that there are, by name; the sessions of nobody are one of them. */
function useOwners(sessions: readonly SessionState[], nobody: string) {
  return useMemo(() => {
    const owners = new Map<string, string>();
    for (const each of sessions) owners.set(each.ownerId ?? '', each.ownerName ?? nobody);
    return [...owners]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [sessions, nobody]);
}

const anyone = '*';

/** With a single owner there is nothing to choose. */
export function OwnerSelect({ sessions, filter, onChange, className }: FilterProps & { className?: string }) {
  const { t } = useCopy();
  const owners = useOwners(sessions, t('list.nobody'));
  if (owners.length < 2) return null;
  return (
    <NativeSelect
      className={className}
      aria-label={t('list.owner')}
      data={[
        { value: anyone, label: t('list.ownerAnyone') },
        ...owners.map((each) => ({ ...each, label: t('list.ownerIs', { name: each.label }) })),
      ]}
      value={filter.owner ?? anyone}
      onChange={({ currentTarget: { value } }) => onChange({ owner: value === anyone ? null : value })}
    />
  );
}

export function SortSelect({
  filter,
  onChange,
  className,
}: Omit<FilterProps, 'sessions'> & { className?: string }) {
  const { t } = useCopy();
  return (
    <NativeSelect
      className={className}
      aria-label={t('list.sort')}
      data={sorts.map((sort) => ({ value: sort, label: t(`list.sorts.${sort}`) }))}
      value={filter.sort}
      onChange={({ currentTarget: { value } }) => onChange({ sort: value as Sort })}
    />
  );
}
