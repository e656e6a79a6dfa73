import type { Selecting } from '../bulk/selection.ts';
import type { CSSProperties } from 'react';
import { Tick } from '../tick/tick.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './session-list.module.css';

interface Props {
  selecting: Selecting | null;
  /** How many rows match. */
  count: number;
}

/** The names of the columns; the box stands for every row that matches the filter. */
export function ListHead({ selecting, count }: Props) {
  const { t, language } = useCopy();
  const size = selecting?.selection.size ?? 0;
  const all = t('list.selectAll', { count: count.toLocaleString(language) });
  return (
    <div role="row" aria-rowindex={1} className={classes.head}>
      {selecting && (
        <span role="columnheader" className={classes.select}>
          <label className={classes.reach}>
            <Tick
              aria-label={all}
              title={all}
              checked={size === count}
              some={size > 0 && size < count}
              onChange={() => selecting.onAll(size < count)}
            />
          </label>
        </span>
      )}
      <span role="columnheader" className={classes.phase}>
        {t('list.columns.phase')}
      </span>
      <span role="columnheader">{t('list.columns.session')}</span>
      <span role="columnheader">{t('list.columns.now')}</span>
      <span role="columnheader" className={classes.day}>
        {t('list.columns.day')}
      </span>
      <span role="columnheader" className={classes.share}>
        {t('list.columns.uptime')}
      </span>
      <span role="columnheader" className={classes.events}>
        {t('list.columns.events')}
      </span>
      <span role="columnheader" className={classes.owner}>
        {t('list.columns.owner')}
      </span>
      <span role="columnheader" className={classes.seen}>
        {t('list.columns.seen')}
      </span>
      <span role="columnheader">
        <span className="unseen">{t('list.columns.actions')}</span>
      </span>
    </div>
  );
}

interface HeadingProps {
  words: string;
  count: number;
  rowIndex: number;
  place: CSSProperties;
  /** How many columns it stands over. */
  span: number;
}

/** The name of a group of rows, and how many it has. */
export function ListHeading({ words, count, rowIndex, place, span }: HeadingProps) {
  const { language } = useCopy();
  return (
    <div role="row" aria-rowindex={rowIndex} className={classes.heading} style={place}>
      <span role="gridcell" aria-colspan={span}>
        {words} <span className={classes.count}>{count.toLocaleString(language)}</span>
      </span>
    </div>
  );
}
