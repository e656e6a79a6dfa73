import { Button, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi } from '../api/api.tsx';
import { Failure } from '../api/failure.tsx';
import { useMay } from '../auth/auth.tsx';
import { useAddressQuery } from '../page/address-query.ts';
import { useBackKey } from '../page/back-key.ts';
import { PageHead } from '../page/page-head.tsx';
import { Queries } from '../page/queries.tsx';
import { saveFile } from '../page/save-file.ts';
import { NoRight } from '../session-form/no-right.tsx';
import { useCopy } from '../words/language.tsx';
import { readActors, readWholeAudit, type AuditFilter } from './audit-calls.ts';
import { auditCsv } from './audit-csv.ts';
import { useAuditLog, useAuditSessions } from './audit-log.ts';
import { AuditList } from './audit-list.tsx';
import page from '../page/page.module.css';
import classes from './audit.module.css';
import '../words/people-words.ts';

export function AuditPage() {
  if (!useMay().manage) return <NoRight />;
  return (
    <Queries>
      <Audit />
    </Queries>
  );
}

function Audit() {
  const { t, language } = useCopy();
  const api = useApi();
  const [query, setQuery] = useAddressQuery();
  const actor = query.get('actor');
  const session = query.get('session');
  const filter = useMemo(() => ({ actor, session }), [actor, session]);
  const log = useAuditLog(filter);
  useBackKey();
  const sessions = useAuditSessions(log.entries);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  /** How many entries the file took, of more. */
  const [cutAt, setCutAt] = useState<number | null>(null);
  const save = async () => {
    setSaving(true);
    setError(null);
    setCutAt(null);
    try {
      const { entries, more } = await readWholeAudit(api, filter);
      saveFile('audit.csv', 'text/csv;charset=utf-8', auditCsv(entries));
      if (more) setCutAt(entries.length);
    } catch (failure) {
      setError(failure);
    }
    setSaving(false);
  };
  const choose = (name: keyof AuditFilter, value: string | null) =>
    setQuery((before) => {
      if (value === null) before.delete(name);
      else before.set(name, value);
      return before;
    });
  return (
    <>
      <PageHead title={t('nav.audit')} lead={t('audit.lead')}>
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={saving}
          onClick={() => void save()}
        >
          {t('audit.export')}
        </Button>
      </PageHead>
      {error !== null && (
        <p role="alert" className={page.refused}>
          <Failure error={error} />
        </p>
      )}
      <p role="status" className={classes.cut}>
        {cutAt !== null && t('audit.more', { n: cutAt.toLocaleString(language) })}
      </p>
      <Filters filter={filter} sessions={sessions.all} onChoose={choose} />
      <AuditList
        log={log}
        sessions={sessions}
        filtered={(actor ?? session) !== null}
        onClear={() => setQuery(() => new URLSearchParams())}
      />
    </>
  );
}

interface FiltersProps {
  filter: AuditFilter;
  sessions: readonly { id: string; name: string }[];
  onChoose: (name: keyof AuditFilter, value: string | null) => void;
}

function Filters({ filter, sessions, onChoose }: FiltersProps) {
  const { t } = useCopy();
  const api = useApi();
  const actors = useQuery({ queryKey: ['actors'], queryFn: () => readActors(api) }).data;
  // What the address names is offered even if it is gone by now: its entries stay.
  const withChosen = (all: { value: string; label: string }[], chosen: string | null) =>
    chosen === null || all.some(({ value }) => value === chosen)
      ? all
      : [...all, { value: chosen, label: chosen }];
  const common = { clearable: true, searchable: true, className: classes.filter, limit: 100 };
  return (
    <search className={classes.filters}>
      <Select
        {...common}
        aria-label={t('audit.who')}
        placeholder={t('audit.anyone')}
        data={withChosen(
          (actors ?? []).map(({ id, name }) => ({ value: id, label: name })),
          filter.actor,
        )}
        value={filter.actor}
        onChange={(value) => onChoose('actor', value)}
        clearButtonProps={{ 'aria-label': t('audit.anyone') }}
      />
      <Select
        {...common}
        aria-label={t('audit.session')}
        placeholder={t('audit.anySession')}
        data={withChosen(
          sessions.map(({ id, name }) => ({ value: id, label: name })),
          filter.session,
        )}
        value={filter.session}
        onChange={(value) => onChoose('session', value)}
        clearButtonProps={{ 'aria-label': t('audit.anySession') }}
      />
    </search>
  );
}
