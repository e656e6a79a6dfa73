import type { Connection } from '../live/port.ts';
import { useTick } from '../time/ticker.ts';
import { useCopy } from '../words/language.tsx';
import classes from './pair-page.module.css';

/** Whether this page hears the gateway: a code that is not heard of any more must not be believed. */
export function LivePill({ connection }: { connection: Connection }) {
  const { t } = useCopy();
  useTick(connection.is === 'reconnecting');
  const live = connection.is === 'live';
  const waits = connection.is === 'reconnecting' || connection.is === 'offline';
  const next = waits && connection.nextAttemptAt !== null ? connection.nextAttemptAt - Date.now() : 0;
  const s = Math.ceil(next / 1_000);
  return (
    <span className={classes.pill} role="status">
      <span className={classes.dot} data-good={live || undefined} aria-hidden />
      {live ? t('truth.live') : s > 0 ? t('truth.reconnectingIn', { s }) : t('truth.connecting')}
    </span>
  );
}
