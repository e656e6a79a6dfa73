import { Button } from '@mantine/core';
import { IconCloud, IconUser } from '@tabler/icons-react';
import { useMemo } from 'react';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { Moment } from '../time/moment.tsx';
import { clockTime, dayName } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { lineOf, tidy, type TimelineLine } from './timeline-words.ts';
import { useTimeline } from './use-timeline.ts';
import classes from './timeline.module.css';

export function Timeline({ id }: { id: string }) {
  const speech = useCopy();
  const { t, language } = speech;
  const { entries, more, status, loadMore, retry } = useTimeline(id);
  const days = useMemo(() => {
    const byDay = new Map<string, TimelineLine[]>();
    for (const entry of tidy(entries)) {
      const line = lineOf(entry, speech);
      const day = dayName(line.at, Date.now(), language);
      byDay.set(day, [...(byDay.get(day) ?? []), line]);
    }
    return [...byDay];
  }, [entries, speech, language]);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{t('detail.timeline')}</h2>
      {status === 'failed' && (
        <p className={classes.none}>
          {t('error.loadFailed')}{' '}
          <Button size="compact-sm" onClick={retry}>
            {t('button.retry')}
          </Button>
        </p>
      )}
      {status === 'ready' && days.length === 0 && <p className={classes.none}>{t('empty.noTimeline')}</p>}
      {days.map(([day, lines]) => (
        <div key={day} className={classes.day}>
          <h3 className={classes.name}>{day}</h3>
          <ol>
            {lines.map((line) => (
              <li key={line.id} className={classes.line}>
                <span className={classes.at}>
                  <Moment at={line.at}>{clockTime(line.at)}</Moment>
                </span>
                <Mark line={line} />
                <span>{line.words}</span>
                {line.who && <span className={classes.who}>{line.who}</span>}
              </li>
            ))}
          </ol>
        </div>
      ))}
      {more !== null && (
        <Button size="xs" mt="sm" onClick={loadMore}>
          {t('session.older')}
        </Button>
      )}
    </section>
  );
}

function Mark({ line }: { line: TimelineLine }) {
  if (line.phase) {
    return (
      <span style={{ color: `var(--hg-phase-${line.phase}-text)` }} className={classes.icon}>
        <PhaseIcon phase={line.phase} />
      </span>
    );
  }
  const Shape = line.who ? IconUser : IconCloud;
  return (
    <span className={classes.icon}>
      <Shape size={16} stroke={1.75} aria-hidden />
    </span>
  );
}
