import { useCopy } from '../words/language.tsx';
import { Rich } from '../words/rich.tsx';
import classes from './steps.module.css';

/** What to tap on the phone. */
export function Steps({ byCode }: { byCode: boolean }) {
  const { t } = useCopy();
  const keys = byCode
    ? (['steps.code1', 'steps.code2', 'steps.code3'] as const)
    : (['steps.qr1', 'steps.qr2', 'steps.qr3'] as const);
  return (
    <div>
      <h2>{t(byCode ? 'steps.codeTitle' : 'steps.qrTitle')}</h2>
      <ol className={classes.steps}>
        {keys.map((key, index) => (
          <li key={key}>
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
            <span>
              <Rich>{t(key)}</Rich>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
