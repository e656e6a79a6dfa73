import { Button } from '@mantine/core';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { useMay } from '../auth/auth.tsx';
import { shortSpan } from '../time/words.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { Standing } from '../pairing/standing.tsx';
import classes from './cards.module.css';

const slowMs = 15_000;
const cancelMs = 40_000;

/** A linked session that comes up: where it stands, with seconds; a way out when it takes too long. */
export function ConnectingCard({ state }: { state: SessionState }) {
  const { t, language } = useCopy();
  const at = useNow();
  const may = useMay();
  const { unreachableSince } = useTruth();
  const asked = useAsk(state.id);
  const { ask } = useActions();
  const took = at - Date.parse(state.phaseSince);
  return (
    <section className={`${classes.card} ${classes.stands}`}>
      <div className={classes.words}>
        <h2>{t('session.connectingFor', { span: shortSpan(took, language) })}</h2>
        <p>{took > slowMs ? t('session.slow') : t('session.usual')}</p>
        {took > cancelMs && may.act && (
          <Button
            mt="sm"
            disabled={unreachableSince !== null}
            loading={asked?.status === 'asked'}
            onClick={() => void ask(state, 'disconnect')}
          >
            {t('button.cancel')}
          </Button>
        )}
      </div>
      <Standing state={state} />
    </section>
  );
}
