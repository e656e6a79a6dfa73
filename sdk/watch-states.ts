/** The states of sessions as an async iteration: whoever is slow gets the newest of each, not all in between. */
import type { SessionState } from '../contract/session.ts';
import type { Feed } from './feed.ts';
import { HeliographError } from './heliograph-error.ts';

type Source = Pick<Feed, 'subscribe' | 'onConnection' | 'connection'>;

export async function* watchStates(
  feed: Source,
  sessions: string | string[] | 'all',
  signal?: AbortSignal,
): AsyncGenerator<SessionState, void, undefined> {
  const waiting = new Map<string, SessionState>();
  const ends: unknown[] = [];
  let wake: () => void = () => undefined;
  const end = (error: unknown) => {
    ends.push(error);
    wake();
  };
  const aborted = () => end(signal?.reason);
  const connectionMoved = ({ is, ...more }: Feed['connection']) => {
    const reason = 'reason' in more ? more.reason : 'unreachable';
    if (is === 'signed-out') end(new HeliographError({ reason, status: 401, message: 'Signed out' }));
    if (is === 'closed') end(new HeliographError({ reason, status: 0, message: 'The feed was closed' }));
  };
  signal?.addEventListener('abort', aborted);
  if (signal?.aborted) aborted();
  const offs = [
    feed.onConnection(connectionMoved),
    feed.subscribe(sessions, (change) => {
      if (change.kind === 'state') {
        // Set anew, so that what moved last comes last.
        waiting.delete(change.id);
        waiting.set(change.id, change.state);
        wake();
        return;
      }
      waiting.delete(change.id);
      const alone = sessions !== 'all' && [sessions].flat().length === 1;
      if (!alone) return;
      end(new HeliographError({ reason: 'session_not_found', status: 404, message: 'Session not found' }));
    }),
  ];
  connectionMoved(feed.connection);
  try {
    for (;;) {
      const [next] = waiting;
      if (next) {
        waiting.delete(next[0]);
        yield next[1];
      } else if (ends.length > 0) {
        throw ends[0];
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  } finally {
    signal?.removeEventListener('abort', aborted);
    for (const off of offs) off();
  }
}
