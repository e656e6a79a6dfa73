import { useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import classes from './cards.module.css';

/** Why the buttons here are switched off: in words, for a button that is off shows no title to keys or fingers. */
export function WhyNot() {
  const { t } = useCopy();
  const { unreachableSince } = useTruth();
  if (unreachableSince === null) return null;
  return <p className={classes.why}>{t('unknown.noActions')}</p>;
}
