import { IconCircleCheckFilled, IconLinkOff } from '@tabler/icons-react';
import { Spinner } from '../pairing/spinner.tsx';
import { useCopy } from '../words/language.tsx';
import type { Stage } from './stage.ts';
import classes from './pair-page.module.css';

/** How it came out, and what to do now. */
export function Outcome({ stage }: { stage: Exclude<Stage, 'open' | 'opening'> }) {
  const { t } = useCopy();
  if (stage === 'linking') {
    return (
      <section className={classes.outcome} role="status">
        <Spinner />
        <h2>{t('pairing.scanned')}</h2>
        <p className={classes.line}>{t('pairing.keepOpen')}</p>
      </section>
    );
  }
  return (
    <section className={classes.outcome} role="status">
      {stage === 'linked' ? (
        <IconCircleCheckFilled size={48} className={classes.good} aria-hidden />
      ) : (
        <IconLinkOff size={40} stroke={1.75} className={classes.faint} aria-hidden />
      )}
      <h1>{t(`pairLink.${stage}Title`)}</h1>
      <p className={classes.line}>
        {t(stage === 'linked' ? 'pairLink.linkedLine' : stage === 'used' ? 'link.used' : 'link.ended')}
      </p>
    </section>
  );
}
