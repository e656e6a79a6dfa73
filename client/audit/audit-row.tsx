import type { Ref } from 'react';
import { Link } from 'react-router';
import type { AuditEntry } from '../../contract/audit.ts';
import { shownName } from '../pairing/shown-name.ts';
import { Moment } from '../time/moment.tsx';
import { moment } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { actionWord, objectOf, reasonWords } from './action-word.ts';
import type { AuditSession } from './audit-log.ts';
import { changeWords } from './change-words.ts';
import classes from './audit.module.css';

interface Props {
  entry: AuditEntry;
  index: number;
  /** In px, from the first row. */
  top: number;
  session: AuditSession | null;
  ref: Ref<HTMLDivElement>;
}

export function AuditRow({ entry, index, top, session, ref }: Props) {
  const speech = useCopy();
  const { t, language } = speech;
  const { actor } = entry;
  const at = Date.parse(entry.at);
  const object = entry.sessionId === null ? objectOf(entry) : null;
  const change = changeWords(entry, speech);
  const from = [actor.kind !== 'user' && t(`audit.kinds.${actor.kind}`), entry.ip]
    .filter(Boolean)
    .join(' · ');
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
        <Moment at={at} passed>
          {moment(at, Date.now(), language)}
        </Moment>
      </span>
      <span role="cell" className={classes.who}>
        {shownName(actor.name, { t })}
        {from !== '' && <small>{from}</small>}
      </span>
      <span role="cell" className={classes.what}>
        {t(actionWord(entry.action))}
        {object !== null && <small>{object}</small>}
        {change !== null && <small>{change}</small>}
      </span>
      <span role="cell">{session !== null && <SessionCell session={session} />}</span>
      <span role="cell" className={classes.outcome} data-outcome={entry.outcome}>
        {t(`audit.outcomes.${entry.outcome}`)}
      </span>
      <span role="cell" className={classes.reason}>
        {reasonWords(entry, { t })}
      </span>
    </div>
  );
}

/** The way to it; of one that is gone, to all that is known of it. */
function SessionCell({ session: { id, name, gone } }: { session: AuditSession }) {
  const { t } = useCopy();
  if (!gone) return <Link to={`/sessions/${encodeURIComponent(id)}`}>{name ?? id}</Link>;
  const shown = name ?? id;
  return (
    <>
      <Link to={`/audit?session=${encodeURIComponent(id)}`} aria-label={t('audit.only', { name: shown })}>
        {shown}
      </Link>
      <small>{t('audit.goneSession')}</small>
    </>
  );
}
