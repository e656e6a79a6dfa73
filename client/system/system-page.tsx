import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { PushesView, PushWindow, SystemView } from '../../contract/system.ts';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useMay } from '../auth/auth.tsx';
import { useCalmSessions } from '../live/live.tsx';
import { lazy } from '../page/lazy.tsx';
import { Loading } from '../page/loading.tsx';
import { useBackKey } from '../page/back-key.ts';
import { PageHead } from '../page/page-head.tsx';
import { Queries } from '../page/queries.tsx';
import { saveFile } from '../page/save-file.ts';
import { NoRight } from '../session-form/no-right.tsx';
import { useCopy } from '../words/language.tsx';
import { PushNumbers, PushStages } from './push-numbers.tsx';
import { SystemFacts } from './system-facts.tsx';
import { systemReport } from './system-report.ts';
import page from '../page/page.module.css';
import classes from './system.module.css';
import '../words/people-words.ts';

const PushChart = lazy(() => import('./push-chart.tsx'));
/** It is no session's state: the gateway's own numbers, while somebody looks at them. */
const refresh = { refetchInterval: 5_000, refetchIntervalInBackground: false };
const windows: readonly PushWindow[] = ['1h', '24h'];

export function SystemPage() {
  const { t } = useCopy();
  if (!useMay().act) return <NoRight words={t('system.noRight')} />;
  return (
    <Queries>
      <System />
    </Queries>
  );
}

function System() {
  const speech = useCopy();
  useBackKey();
  const { t } = speech;
  const api = useApi();
  const [span, setSpan] = useState<PushWindow>('1h');
  const view = useQuery({
    queryKey: ['system'],
    queryFn: () => api.call<SystemView>('GET', '/api/admin/system'),
    ...refresh,
  });
  const pushes = useQuery({
    queryKey: ['pushes', span],
    queryFn: () => api.call<PushesView>('GET', `/api/admin/system/pushes?window=${span}`),
    // What is shown stays until the other span is read.
    placeholderData: (before?: PushesView) => before,
    ...refresh,
  });
  const error = view.error ?? pushes.error;
  const retry = () => {
    void view.refetch();
    void pushes.refetch();
  };
  return (
    <>
      <PageHead title={t('nav.system')} lead={t(`system.lead.${span}`)}>
        <div className={classes.head}>
          <SpanMenu span={span} onChange={setSpan} />
          {view.data && pushes.data && <SaveReport view={view.data} pushes={pushes.data} />}
        </div>
      </PageHead>
      {view.data && pushes.data ? (
        <>
          {error !== null && (
            <p role="alert" className={page.refused}>
              {t('error.loadFailed')} {failureWords(error, speech)}
            </p>
          )}
          <div className={classes.top}>
            <PushNumbers pushes={pushes.data} />
            <p className={classes.legend} aria-hidden>
              <span data-line="p95">p95</span>
              <span data-line="p50">p50</span>
            </p>
          </div>
          <Suspense fallback={<div className={classes.chart} />}>
            <PushChart pushes={pushes.data} />
          </Suspense>
          <PushStages stages={pushes.data.stages} />
          <SystemFacts view={view.data} pushes={pushes.data} />
        </>
      ) : (
        <Loading error={error} onRetry={retry} />
      )}
    </>
  );
}

function SpanMenu({ span, onChange }: { span: PushWindow; onChange: (span: PushWindow) => void }) {
  const { t } = useCopy();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={`${t('uptime.window')}: ${t(`system.span.${span}`)}`}
        >
          {t(`system.span.${span}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={span} onChange={(value) => onChange(value as PushWindow)}>
          {windows.map((each) => (
            <Menu.RadioItem key={each} value={each}>
              {t(`system.span.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function SaveReport({ view, pushes }: { view: SystemView; pushes: PushesView }) {
  const { t } = useCopy();
  const { sessions, complete } = useCalmSessions();
  const save = () => {
    const report = systemReport({
      at: Date.now(),
      browser: navigator.userAgent,
      view,
      pushes,
      sessions,
    });
    saveFile('heliograph-report.json', 'application/json', report);
  };
  return (
    <Button leftSection={<IconDownload size={16} aria-hidden />} disabled={!complete} onClick={save}>
      {t('system.report')}
    </Button>
  );
}
