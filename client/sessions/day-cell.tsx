import { memo } from 'react';
import { percent } from '../uptime/cell.ts';
import { UptimeCells } from '../uptime/uptime-cells.tsx';
import { useCopy } from '../words/language.tsx';
import { useDay } from './days.ts';
import classes from './session-list.module.css';

/** The last 24 hours of a session in 24 cells; an empty place until they are there. */
export const DayCell = memo(function DayCell({ id }: { id: string }) {
  const { t, language } = useCopy();
  const day = useDay(id);
  if (!day) return null;
  const label =
    day.share === null ? t('list.neverSeen') : t('list.dayOf', { share: percent(day.share, language) });
  return <UptimeCells cells={day.cells} label={label} />;
});

/** The same in one number. */
export const UptimeShare = memo(function UptimeShare({ id }: { id: string }) {
  const { language } = useCopy();
  const share = useDay(id)?.share;
  return <span className={classes.number}>{share == null ? '–' : percent(share, language)}</span>;
});
