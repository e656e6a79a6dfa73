import { IconCloudOff } from '@tabler/icons-react';
import { clockTime } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { useNextAttempt, useTruth, type Truth } from './truth.ts';
import classes from './truths.module.css';

/** Our own socket in words. */
function useDashboardWords({ connection }: Truth): { words: string; good: boolean } {
  const { t } = useCopy();
  const s = useNextAttempt();
  switch (connection.is) {
    case 'live':
      return { words: t('truth.live'), good: true };
    case 'connecting':
      return { words: t('truth.connecting'), good: false };
    case 'reconnecting':
      return { words: s > 0 ? t('truth.reconnectingIn', { s }) : t('truth.connecting'), good: false };
    case 'offline':
      return { words: t('truth.offline', { time: clockTime(connection.since) }), good: false };
    case 'signed-out':
    case 'closed':
      return { words: t('truth.signedOut'), good: false };
  }
}

const Dot = ({ good }: { good: boolean }) => (
  <span className={classes.dot} data-good={good || undefined} aria-hidden />
);

/** At the foot of the side bar: both, each by its own name. */
export function Truths() {
  const { t } = useCopy();
  const truth = useTruth();
  const dashboard = useDashboardWords(truth);
  const unreachable = truth.unreachableSince !== null;
  return (
    <dl className={classes.truths}>
      <div className={classes.row} title={`${t('nav.dashboard')}: ${dashboard.words}`}>
        <dt>
          <Dot good={dashboard.good} />
          <span className={classes.name}>{t('nav.dashboard')}</span>
        </dt>
        <dd data-truth="dashboard">{dashboard.words}</dd>
      </div>
      <div
        className={classes.row}
        title={`${t('nav.service')}: ${t(unreachable ? 'nav.unreachable' : 'nav.reachable')}`}
      >
        <dt>
          {unreachable ? <IconCloudOff size={16} aria-hidden className={classes.off} /> : <Dot good />}
          <span className={classes.name}>{t('nav.service')}</span>
        </dt>
        <dd data-truth="service" className={unreachable ? classes.bad : undefined}>
          {t(unreachable ? 'nav.unreachable' : 'nav.reachable')}
        </dd>
      </div>
    </dl>
  );
}

/** On a phone: one pill, which shows the worse of the two. */
export function TruthPill() {
  const { t } = useCopy();
  const truth = useTruth();
  const dashboard = useDashboardWords(truth);
  if (truth.unreachableSince !== null && dashboard.good) {
    return (
      <span className={classes.pill}>
        <IconCloudOff size={16} aria-hidden />
        {t('nav.pillService')}
      </span>
    );
  }
  return (
    <span className={classes.pill}>
      <Dot good={dashboard.good} />
      {dashboard.words}
    </span>
  );
}
