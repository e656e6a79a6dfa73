import { IconCloudOff, IconCloudQuestion, IconPlugConnectedX } from '@tabler/icons-react';
import { clockTime } from '../time/words.ts';
import type { Speech } from '../words/language.tsx';
import { useCopy } from '../words/language.tsx';
import { useNextAttempt, useTruth, type Truth } from './truth.ts';
import classes from './truths.module.css';

/** Our own socket in words. @param s seconds until the next attempt */
export function dashboardWords(truth: Truth, s: number, { t }: Pick<Speech, 't'>) {
  const { connection, lostSince, unread } = truth;
  const bad = (words: string) => ({ words, good: false });
  switch (connection.is) {
    case 'live':
      // Connected, but what is on the screen is from before.
      if (lostSince === null) return { words: t('truth.live'), good: true };
      return bad(unread ? t('truth.notRead', { time: clockTime(lostSince) }) : t('truth.reading'));
    case 'connecting':
      return bad(t('truth.connecting'));
    case 'reconnecting':
      return bad(s > 0 ? t('truth.reconnectingIn', { s }) : t('truth.connecting'));
    case 'offline':
      return bad(t('truth.offline', { time: clockTime(connection.since) }));
    case 'signed-out':
    case 'closed':
      return bad(t('truth.signedOut'));
  }
}

export function serviceWords({ service, lostSince }: Truth, { t }: Pick<Speech, 't'>): string {
  if (service !== 'not-known') return t(`nav.${service}`);
  return lostSince === null ? t('nav.notKnown') : t('nav.notKnownSince', { time: clockTime(lostSince) });
}

function useTruths() {
  const speech = useCopy();
  const truth = useTruth();
  const dashboard = dashboardWords(truth, useNextAttempt(), speech);
  return { truth, dashboard, service: serviceWords(truth, speech), t: speech.t };
}

const Dot = () => <span className={classes.dot} aria-hidden />;

/** By shape as well as by colour: on the rail it stands without words. */
const serviceMark = {
  reachable: <Dot />,
  unreachable: <IconCloudOff size={16} aria-hidden className={classes.off} />,
  'not-known': <IconCloudQuestion size={16} aria-hidden className={`${classes.off} hatched`} />,
};

/** At the foot of the side bar: both, each by its own name. */
export function Truths() {
  const { truth, dashboard, service, t } = useTruths();
  return (
    <dl className={classes.truths}>
      <div className={classes.row} title={`${t('nav.dashboard')}: ${dashboard.words}`}>
        <dt>
          {dashboard.good ? <Dot /> : <IconPlugConnectedX size={16} aria-hidden className={classes.off} />}
          <span className={classes.name}>{t('nav.dashboard')}</span>
        </dt>
        <dd data-truth="dashboard">{dashboard.words}</dd>
      </div>
      <div className={classes.row} title={`${t('nav.service')}: ${service}`}>
        <dt>
          {serviceMark[truth.service]}
          <span className={classes.name}>{t('nav.service')}</span>
        </dt>
        <dd data-truth="service" className={truth.service === 'unreachable' ? classes.bad : undefined}>
          {service}
        </dd>
      </div>
    </dl>
  );
}

/** Where the side bar has no room for words: one pill, which shows the worse of the two; on the rail only if it is bad. */
export function TruthPill() {
  const { truth, dashboard, t } = useTruths();
  const down = truth.service === 'unreachable' && dashboard.good;
  return (
    <span className={classes.pill} data-bad={down || !dashboard.good || undefined}>
      {dashboard.good && !down && <Dot />}
      {down && <IconCloudOff size={16} aria-hidden />}
      {!dashboard.good && <IconPlugConnectedX size={16} aria-hidden />}
      {down ? t('nav.pillService') : dashboard.words}
    </span>
  );
}
