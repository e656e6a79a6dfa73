import { clockTime } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { codeLengths, pairingLengthMs } from './code-view.ts';
import classes from './track.module.css';

interface Props {
  attempt: number;
  /** The seconds left of this code; null: it is over. */
  secondsLeft: number | null;
  endsAt: number | null;
}

/** The six codes of a pairing, as wide as they are long, and where we are. */
export function Track({ attempt, secondsLeft, endsAt }: Props) {
  const { t } = useCopy();
  return (
    <div className={classes.box}>
      <div className={classes.track} aria-hidden>
        {codeLengths.map((length, index) => {
          const now = index + 1 === attempt;
          const left = now && secondsLeft !== null ? Math.min(1, secondsLeft / length) : 0;
          const over = index + 1 < attempt || (now && secondsLeft === null);
          return (
            <span
              key={index}
              className={classes.part}
              style={{ flexGrow: length }}
              data-over={over || undefined}
            >
              {left > 0 && <span style={{ width: `${left * 100}%` }} />}
            </span>
          );
        })}
      </div>
      {endsAt !== null && (
        <p className={classes.times}>
          <span className={classes.started}>
            {t('pairing.started', { time: clockTime(endsAt - pairingLengthMs, true) })}
          </span>
          <span className={classes.codeOf}>{t('pairing.codeOf', { attempt, of: codeLengths.length })}</span>
          <span>{t('pairing.lastEnds', { time: clockTime(endsAt, true) })}</span>
        </p>
      )}
    </div>
  );
}
