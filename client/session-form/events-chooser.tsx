import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Tick } from '../tick/tick.tsx';
import { useCopy } from '../words/language.tsx';
import { eventsModes, type Draft, type EventsMode } from './draft.ts';
import { eventGroups, eventNames } from './event-groups.ts';
import classes from './events-chooser.module.css';

interface Props {
  draft: Draft;
  error: string | undefined;
  onChange: (change: Partial<Draft>) => void;
}

/** None, some by name, or all. What was chosen is kept while another mode is looked at. */
export function EventsChooser({ draft, error, onChange }: Props) {
  const { t, language } = useCopy();
  const [search, setSearch] = useState('');
  const { eventsMode: mode, events } = draft;
  const groups = useMemo(() => eventGroups(events, search), [events, search]);
  const chosen = useMemo(() => new Set(events), [events]);
  const toggle = (name: string) =>
    onChange({
      eventsMode: 'chosen',
      events: chosen.has(name) ? events.filter((each) => each !== name) : [...events, name],
    });
  const count = mode === 'all' ? eventNames.length : mode === 'none' ? 0 : events.length;
  return (
    <fieldset className={classes.box} data-wrong={error !== undefined || undefined}>
      <legend className={classes.legend}>
        {t('form.events')}{' '}
        <span className={classes.count}>
          {t('form.chosenOf', {
            count: count.toLocaleString(language),
            total: eventNames.length.toLocaleString(language),
          })}
        </span>
      </legend>
      <div className={classes.card}>
        <div className={classes.bar}>
          <TextInput
            className={classes.search}
            aria-label={t('form.findEvent')}
            placeholder={t('form.findEvent')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search}
            disabled={mode !== 'chosen'}
            onChange={(event) => setSearch(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <SegmentedControl
            id="field-events"
            aria-label={t('form.events')}
            value={mode}
            onChange={(value) => onChange({ eventsMode: value as EventsMode })}
            data={eventsModes.map((value) => ({ value, label: t(`form.${value}`) }))}
          />
        </div>
        {mode === 'none' && <p className={classes.hint}>{t('form.noneHint')}</p>}
        {mode === 'all' && <p className={classes.hint}>{t('form.allHint')}</p>}
        {mode === 'chosen' && groups.length === 0 && <p className={classes.hint}>{t('form.noEvent')}</p>}
        {mode === 'chosen' && (
          <div className={classes.groups}>
            {groups.map((group) => (
              <div key={group.name} role="group" aria-label={t(`form.groups.${group.name}`)}>
                <p className={classes.group}>{t(`form.groups.${group.name}`)}</p>
                {group.events.map((name) => (
                  <label key={name} className={classes.event}>
                    <Tick checked={chosen.has(name)} onChange={() => toggle(name)} />
                    {name}
                  </label>
                ))}
              </div>
            ))}
          </div>
        )}
      </div>
      {error !== undefined && <p className={classes.error}>{error}</p>}
      <p className={classes.below}>{t('form.ownLife')}</p>
    </fieldset>
  );
}
