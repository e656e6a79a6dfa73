import { useCopy } from '../words/language.tsx';
import { Rich } from '../words/rich.tsx';
import classes from './pair-page.module.css';

export function DemoLine() {
  const { t } = useCopy();
  return (
    <section className={classes.demo} aria-label="Demo">
      <Rich>{t('demo.stripShort')}</Rich>
    </section>
  );
}
