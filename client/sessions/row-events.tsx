import { memo, use } from 'react';
import { useCopy } from '../words/language.tsx';
import { EventsContext, useEventsOf } from './list-events.ts';

/** Which events a session sends, in a word or two; an empty place until they are there. */
export const RowEvents = memo(function RowEvents({ id }: { id: string }) {
  const { t, n } = useCopy();
  const events = useEventsOf(use(EventsContext), id);
  if (!events) return null;
  const names = events.join(', ');
  if (events.length === 0) return <>{t('settings.none')}</>;
  if (events.includes('All')) return <>{t('list.all')}</>;
  const [first = ''] = events;
  return (
    <span title={names}>
      {events.length === 1 ? first : n('settings.more', events.length - 1, { named: first })}
    </span>
  );
});
