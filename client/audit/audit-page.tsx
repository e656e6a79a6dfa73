import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
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
import { readWholeAudit } from './audit-calls.ts';
import { auditCsv } from './audit-csv.ts';
import { filterIn, isFiltered, type AuditFilter } from './audit-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
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
  const filter = useMemo(() => filterIn(query), [query]);
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
      <AuditFilters filter={filter} sessions={sessions.all} onChoose={choose} />
      <AuditList
        log={log}
        sessions={sessions}
        filtered={isFiltered(filter)}
        onClear={() => setQuery(() => new URLSearchParams())}
      />
    </>
  );
}
