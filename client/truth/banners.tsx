/** What must be said before anything else on the page is believed. */
import { Button } from '@mantine/core';
import { IconCloudOff, IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useRetry } from '../live/live.tsx';
import { clockTime, longSpan } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { useNextAttempt, useTruth } from './truth.ts';
import classes from './banners.module.css';

interface Props {
  icon: ReactNode;
  title: string;
  body: string;
  children?: ReactNode;
}

function Banner({ icon, title, body, children }: Props) {
  return (
    <section className={classes.banner} aria-label={title}>
      <span className={`${classes.edge} hatched`} aria-hidden />
      {icon}
      <div>
        <p className={classes.title}>{title}</p>
        <p className={classes.body}>{body}</p>
      </div>
      {children}
    </section>
  );
}

export function Banners() {
  const { t } = useCopy();
  const { toldSince, unread, unreachableSince } = useTruth();
  if (toldSince !== null) {
    const title = t(unread ? 'truth.unread' : 'truth.socketLost', { time: clockTime(toldSince, true) });
    return (
      <Banner
        icon={<IconPlugConnectedX size={20} aria-hidden />}
        title={title}
        body={t('truth.socketLostBody')}
      >
        <TryNow />
      </Banner>
    );
  }
  if (unreachableSince === null) return null;
  return (
    <Banner
      icon={<IconCloudOff size={20} aria-hidden />}
      title={t('truth.unreachable', { time: clockTime(unreachableSince, true) })}
      body={t('truth.unreachableBody')}
    >
      {/* No button: the gateway asks more often than anybody would press it, and no call does nothing but ask. */}
      <div className={classes.again}>
        <span className={classes.body}>{t('truth.tryingOften')}</span>
      </div>
    </Banner>
  );
}

/** When the next attempt is, and a way not to wait for it. */
function TryNow() {
  const { t } = useCopy();
  const retry = useRetry();
  const left = useNextAttempt();
  return (
    <div className={classes.again}>
      <span className={classes.body}>{left > 0 ? t('truth.tryingIn', { s: left }) : t('truth.trying')}</span>
      <Button variant="primary" onClick={retry}>
        {t('truth.tryNow')}
      </Button>
    </div>
  );
}

/** How long a banner stands before it is also said aloud. */
const aloudMs = 5_000;

/** Says aloud what the banners show; mounted once. */
export function TruthVoice() {
  const { t, language } = useCopy();
  const { alert } = useAnnouncer();
  const { toldSince, unread, unreachableSince } = useTruth();
  const down = useRef<number | null>(null);
  useEffect(() => {
    if (unreachableSince !== null) {
      alert(t('truth.unreachable', { time: clockTime(unreachableSince) }));
    } else if (down.current !== null) {
      alert(t('truth.back', { for: longSpan(Date.now() - down.current, language) }));
    }
    down.current = unreachableSince;
  }, [unreachableSince, alert, t, language]);
  useEffect(() => {
    if (toldSince === null) return;
    const words = t(unread ? 'truth.unread' : 'truth.socketLost', { time: clockTime(toldSince) });
    const timer = setTimeout(() => alert(words), aloudMs);
    return () => clearTimeout(timer);
  }, [toldSince, unread, alert, t]);
  return null;
}
