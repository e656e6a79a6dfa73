import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCloud, IconUser } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { LoadFailed, Waiting } from '../page/read-state.tsx';
import { Moment } from '../time/moment.tsx';
import { useToday } from '../time/ticker.ts';
import { clockTime, dayName } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { ofKind, timelineKinds, type TimelineKind } from './timeline-kinds.ts';
import { lengthsOf } from './timeline-lengths.ts';
import { lineOf, tidy, type TimelineLine } from './timeline-words.ts';
import type { Told } from './use-timeline.ts';
import classes from './timeline.module.css';

export function Timeline({ history }: { history: Told }) {
  const speech = useCopy();
  const { t, language } = speech;
  const { entries, more, status, older, error, readOlder, retry } = history;
  const today = useToday();
  const [kind, setKind] = useState<TimelineKind>('all');
  const days = useMemo(() => {
    const byDay = new Map<string, TimelineLine[]>();
    const all = tidy(entries);
    const lengths = lengthsOf(all);
    for (const entry of all.filter(ofKind(kind))) {
      const line = lineOf(entry, speech, lengths.get(entry.id));
      const day = dayName(line.at, today, language);
      byDay.set(day, [...(byDay.get(day) ?? []), line]);
    }
    return [...byDay];
  }, [entries, kind, speech, language, today]);
  return (
    <section aria-labelledby="timeline">
      <div className={classes.head}>
        <h2 id="timeline">{t('detail.timeline')}</h2>
        <KindMenu kind={kind} onChange={setKind} />
      </div>
      {status === 'failed' && <LoadFailed error={error} onRetry={retry} />}
      {status === 'loading' && entries.length === 0 && <Waiting lines={4} />}
      {status === 'ready' && days.length === 0 && (
        <p className={classes.none}>{t(kind === 'all' ? 'empty.noTimeline' : 'timelineFilter.none')}</p>
      )}
      {days.map(([day, lines]) => (
        <div key={day} className={classes.day}>
          <h3 className={classes.name}>{day}</h3>
          <ol>
            {lines.map((line) => (
              <li key={line.id} className={classes.line}>
                <span className={classes.at}>
                  <Moment at={line.at} passed>
                    {clockTime(line.at)}
                  </Moment>
                </span>
                <Mark line={line} />
                <span>{line.words}</span>
                {line.who && <span className={classes.who}>{line.who}</span>}
              </li>
            ))}
          </ol>
        </div>
      ))}
      {older === 'failed' && <LoadFailed error={error} onRetry={readOlder} />}
      {more !== null && older !== 'failed' && (
        <Button size="xs" mt="sm" loading={older === 'loading'} onClick={readOlder}>
          {t('session.older')}
        </Button>
      )}
    </section>
  );
}

function KindMenu({ kind, onChange }: { kind: TimelineKind; onChange: (kind: TimelineKind) => void }) {
  const { t } = useCopy();
  return (
    <Menu position="bottom-end" width={224}>
      <Menu.Target>
        <Button
          size="xs"
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={`${t('timelineFilter.label')}: ${t(`timelineFilter.${kind}`)}`}
        >
          {t(`timelineFilter.${kind}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={kind} onChange={(value) => onChange(value as TimelineKind)}>
          {timelineKinds.map((each) => (
            <Menu.RadioItem key={each} value={each}>
              {t(`timelineFilter.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
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
