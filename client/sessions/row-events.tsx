import { memo, use } from 'react';
import { useCopy, type Speech } from '../words/language.tsx';
import { EventsContext, useEventsOf } from './list-events.ts';
import classes from './session-list.module.css';

/** Which events a session sends, in a word or two, and to whose address; an empty place until they are there. */
export const RowEvents = memo(function RowEvents({ id }: { id: string }) {
  const speech = useCopy();
  const sends = useEventsOf(use(EventsContext), id);
  if (!sends) return null;
  const { events, webhook } = sends;
  return (
    <>
      <span className={classes.line} title={events.join(', ')}>
        {eventWords(events, speech)}
      </span>
      <span className={`${classes.line} ${classes.second}`}>
        {webhook === '' ? speech.t('list.noWebhook') : hostOf(webhook)}
      </span>
    </>
  );
});

function eventWords(events: readonly string[], { t }: Pick<Speech, 't'>): string {
  if (events.length === 0) return t('settings.none');
  if (events.includes('All')) return t('list.all');
  const [first = ''] = events;
  return events.length === 1 ? first : `${first} +${events.length - 1}`;
}

/** The rest of an address may hold what only its owner should read. */
const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : address);
