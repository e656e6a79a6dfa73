import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { auditActions, auditOutcomes } from '../../contract/audit-words.ts';
import { useApi } from '../api/api.tsx';
import { LoadFailed } from '../page/read-state.tsx';
import { useCopy } from '../words/language.tsx';
import { actionWord } from './action-word.ts';
import { readActors } from './audit-calls.ts';
import type { AuditFilter } from './audit-filter.ts';
import classes from './audit.module.css';

interface Props {
  filter: AuditFilter;
  sessions: readonly { id: string; name: string }[];
  onChoose: (name: keyof AuditFilter, value: string | null) => void;
}

interface Choice {
  value: string;
  label: string;
}

export function AuditFilters({ filter, sessions, onChoose }: Props) {
  const { t } = useCopy();
  const api = useApi();
  const actors = useQuery({ queryKey: ['actors'], queryFn: () => readActors(api) });
  const choice = (
    name: 'actor' | 'session' | 'action' | 'outcome',
    label: string,
    any: string,
    data: Choice[],
  ) => {
    const chosen = filter[name];
    // What the address names is offered even if it is gone by now: its entries stay.
    const known = chosen === null || data.some(({ value }) => value === chosen);
    return (
      <Select
        clearable
        searchable
        className={classes.filter}
        limit={100}
        aria-label={label}
        placeholder={any}
        data={known ? data : [...data, { value: chosen, label: chosen }]}
        value={chosen}
        onChange={(value) => onChoose(name, value)}
        clearButtonProps={{ 'aria-label': any }}
      />
    );
  };
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      className={classes.day}
      label={t(`audit.${name}`)}
      value={filter[name] ?? ''}
      onChange={(event) => onChoose(name, event.currentTarget.value || null)}
    />
  );
  const people = (actors.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <search className={classes.filters}>
      {choice('actor', t('audit.who'), t('audit.anyone'), people)}
      {choice(
        'action',
        t('audit.what'),
        t('audit.anything'),
        auditActions.map((each) => ({ value: each, label: t(actionWord(each)) })),
      )}
      {choice(
        'session',
        t('audit.session'),
        t('audit.anySession'),
        sessions.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {choice(
        'outcome',
        t('audit.outcome'),
        t('audit.anyOutcome'),
        auditOutcomes.map((each) => ({ value: each, label: t(`audit.outcomes.${each}`) })),
      )}
      {day('from')}
      {day('to')}
      {actors.error !== null && (
        <LoadFailed
          what={t('audit.noPeople')}
          error={actors.error}
          busy={actors.isFetching}
          onRetry={() => void actors.refetch()}
        />
      )}
    </search>
  );
}
