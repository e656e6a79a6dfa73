import { knownEvents } from '../../contract/actions.ts';
import { readEvents } from '../sessions/subscriptions.ts';
import { ApiError } from './api-error.ts';

/** As the service writes them. The service drops unknown names without a word; here they are refused. */
export function chosenEvents(names: string[]): string[] {
  const { events, unknown } = readEvents(names);
  if (unknown.length === 0) return events;
  throw new ApiError(400, 'unknown_event', `Unknown event: ${unknown.slice(0, 10).join(', ')}`, {
    details: `Known events: ${knownEvents.join(', ')}`,
  });
}
