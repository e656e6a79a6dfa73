import type { Ref } from 'react';
import { Link } from 'react-router';
import type { AuditEntry } from '../../contract/audit.ts';
import { shownName } from '../pairing/shown-name.ts';
import { Moment } from '../time/moment.tsx';
import { moment } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { actionWord, objectOf, reasonWords } from './action-word.ts';
import classes from './audit.module.css';

interface Props {
  entry: AuditEntry;
  index: number;
  /** In px, from the first row. */
  top: number;
  /** Null: there is no such session any more. */
  sessionName: string | null;
  ref: Ref<HTMLDivElement>;
}

export function AuditRow({ entry, index, top, sessionName, ref }: Props) {
  const { t, language } = useCopy();
  const { actor, sessionId } = entry;
  const at = Date.parse(entry.at);
  const object = sessionId === null ? objectOf(entry) : null;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      ref={ref}
      data-index={index}
      data-audit={entry.action}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="cell" className={classes.time}>
        <Moment at={at}>{moment(at, Date.now(), language)}</Moment>
      </span>
      <span role="cell" className={classes.who}>
        {shownName(actor.name, { t })}
        {actor.kind !== 'user' && <small>{t(`audit.kinds.${actor.kind}`)}</small>}
      </span>
      <span role="cell" className={classes.what}>
        {t(actionWord(entry.action))}
        {object !== null && <small>{object}</small>}
      </span>
      <span role="cell">
        {sessionId !== null &&
          (sessionName === null ? (
            t('audit.goneSession')
          ) : (
            <Link to={`/sessions/${encodeURIComponent(sessionId)}`}>{sessionName}</Link>
          ))}
      </span>
      <span role="cell" className={classes.outcome} data-outcome={entry.outcome}>
        {t(`audit.outcomes.${entry.outcome}`)}
      </span>
      <span role="cell" className={classes.reason}>
        {reasonWords(entry, { t })}
      </span>
    </div>
  );
}
