import { useMediaQuery } from '@mantine/hooks';
import { useEffect, type ReactNode } from 'react';
import { DaysContext, useDays } from './days.ts';
import { EventsContext, useListEvents } from './list-events.ts';

/** What the feed does not tell of the rows in view: read for those columns alone that there is room for. */
export function RowFacts({ inView, children }: { inView: readonly string[]; children: ReactNode }) {
  const days = useDays(useMediaQuery('(min-width: 80em)') ?? false);
  const events = useListEvents(useMediaQuery('(min-width: 100em)') ?? false);
  const key = inView.join();
  useEffect(() => {
    const ids = key === '' ? [] : key.split(',');
    days.show(ids);
    events.show(ids);
  }, [key, days, events]);
  return (
    <DaysContext value={days}>
      <EventsContext value={events}>{children}</EventsContext>
    </DaysContext>
  );
}
