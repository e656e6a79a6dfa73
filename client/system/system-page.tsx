import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { SystemView } from '../../contract/system.ts';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useMay } from '../auth/auth.tsx';
import { useCalmSessions } from '../live/live.tsx';
import { Loading } from '../page/loading.tsx';
import { PageHead } from '../page/page-head.tsx';
import { Queries } from '../page/queries.tsx';
import { NoRight } from '../session-form/no-right.tsx';
import { useCopy } from '../words/language.tsx';
import { pushTargetMs, withSample, type Sample } from './push-samples.ts';
import { SystemFacts } from './system-facts.tsx';
import page from '../page/page.module.css';
import classes from './system.module.css';
import '../words/people-words.ts';

const PushChart = lazy(() => import('./push-chart.tsx'));
/** It is no session's state: the gateway's own numbers, while somebody looks at them. */
const refreshMs = 5_000;

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
  const { t, n } = speech;
  const api = useApi();
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    queryKey: ['system'],
    queryFn: () => api.call<SystemView>('GET', '/api/admin/system'),
    refetchInterval: refreshMs,
    refetchIntervalInBackground: false,
  });
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  // A new answer is one more sample; React renders again at once with it.
  if (data && samples.at(-1)?.at !== dataUpdatedAt) setSamples(withSample(samples, dataUpdatedAt, data.push));
  const minutes = Math.round((data?.push.windowSeconds ?? 600) / 60);
  return (
    <>
      <PageHead title={t('nav.system')} lead={n('system.lead', minutes)} />
      {data ? (
        <>
          {error !== null && (
            <p role="alert" className={page.refused}>
              {t('error.loadFailed')} {failureWords(error, speech)}
            </p>
          )}
          <div className={classes.top}>
            <Push push={data.push} />
            <p className={classes.legend} aria-hidden>
              <span data-line="p95">p95</span>
              <span data-line="p50">p50</span>
            </p>
          </div>
          <Suspense fallback={<div className={classes.chart} />}>
            <PushChart samples={samples} />
          </Suspense>
          <SystemFacts view={data} />
        </>
      ) : (
        <Loading error={error} onRetry={() => void refetch()} />
      )}
    </>
  );
}

/** Red only past the target. */
function Push({ push }: { push: SystemView['push'] }) {
  const { t, language } = useCopy();
  const { sessions } = useCalmSessions();
  const target = pushTargetMs(sessions.some(({ freshness }) => freshness.source === 'webhook'));
  const late = push.p95Ms !== null && push.p95Ms > target;
  const shown = (ms: number | null) =>
    ms === null ? (
      <small>{t('system.noPushes')}</small>
    ) : (
      <>
        {Math.round(ms).toLocaleString(language)} <small>{t('system.ms')}</small>
      </>
    );
  return (
    <dl className={classes.numbers}>
      <div>
        <dt>{t('system.half')}</dt>
        <dd>{shown(push.p50Ms)}</dd>
      </div>
      <div data-late={late || undefined}>
        <dt>{t('system.most')}</dt>
        <dd>
          {shown(push.p95Ms)}
          {late && <span className={classes.late}>{t('system.slow', { ms: target })}</span>}
        </dd>
      </div>
      <div>
        <dt>{t('system.count')}</dt>
        <dd>{push.count.toLocaleString(language)}</dd>
      </div>
    </dl>
  );
}
