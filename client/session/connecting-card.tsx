import type { SessionState } from '../../contract/session.ts';
import { useUpstream } from '../live/live.tsx';
import { Standing } from '../pairing/standing.tsx';
import { clockTime, shortSpan } from '../time/words.ts';
import { seenAt } from '../truth/seen.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { CancelConnect } from './cancel-connect.tsx';
import { howSlow } from './how-slow.ts';
import classes from './cards.module.css';

/** A linked session that comes up: where it stands, with seconds; a way out when it takes too long. */
export function ConnectingCard({ state }: { state: SessionState }) {
  const { t, language } = useCopy();
  const at = useNow();
  const { old } = useTruth();
  const upstream = useUpstream();
  const took = at - Date.parse(state.phaseSince);
  const slow = howSlow(took);
  return (
    <section className={`${classes.card} ${classes.stands} ${old ? 'hatched' : ''}`}>
      <div className={classes.words}>
        {old ? (
          // Whether it still connects is not known, so no seconds are counted.
          <>
            <h2>{t('session.wasConnecting')}</h2>
            <p>{t('truth.lastSeen', { time: clockTime(seenAt(state, upstream), true) })}</p>
          </>
        ) : (
          <>
            <h2>{t('session.connectingFor', { span: shortSpan(took, language) })}</h2>
            <p>{t(slow === 'usual' ? 'session.usual' : 'session.slow')}</p>
          </>
        )}
        {slow === 'too-slow' && <CancelConnect state={state} />}
      </div>
      <Standing state={state} />
    </section>
  );
}
