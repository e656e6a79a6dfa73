/** Waits until a session is as wanted. */
import type { SessionState } from '../contract/session.ts';
import type { Feed, WaitOptions } from './feed.ts';
import { HeliographError } from './heliograph-error.ts';

const notFound = () =>
  new HeliographError({ reason: 'session_not_found', status: 404, message: 'Session not found' });

export function waitFor(
  feed: Pick<Feed, 'subscribe' | 'onConnection' | 'connection'>,
  id: string,
  predicate: (state: SessionState) => boolean,
  { signal, timeoutMs }: WaitOptions = {},
): Promise<SessionState> {
  return new Promise((resolve, reject) => {
    const ends: (() => void)[] = [];
    const end = (settle: () => void) => {
      for (const one of ends.splice(0)) one();
      settle();
    };
    const fail = (error: unknown) => end(() => reject(error));
    const aborted = () => fail(signal?.reason);
    if (signal?.aborted) return aborted();
    signal?.addEventListener('abort', aborted);
    ends.push(() => signal?.removeEventListener('abort', aborted));
    if (timeoutMs !== undefined) {
      const message = `The session was not as wanted within ${timeoutMs} ms`;
      const timer = setTimeout(
        () => fail(new HeliographError({ reason: 'timeout', status: 0, message })),
        timeoutMs,
      );
      ends.push(() => clearTimeout(timer));
    }
    const signedOut = (connection: Feed['connection']) => {
      if (connection.is === 'signed-out') {
        fail(new HeliographError({ reason: connection.reason, status: 401, message: 'Signed out' }));
      }
      if (connection.is === 'closed') {
        fail(new HeliographError({ reason: 'unreachable', status: 0, message: 'The feed was closed' }));
      }
    };
    ends.push(
      feed.onConnection(signedOut),
      feed.subscribe(id, (change) => {
        if (change.kind !== 'state') return fail(notFound());
        if (predicate(change.state)) end(() => resolve(change.state));
      }),
    );
    signedOut(feed.connection);
  });
}
