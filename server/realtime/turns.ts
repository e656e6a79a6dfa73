/** One socket's calls, one after the other. */
import type { Log } from '../observability/log.ts';

/** The calls of one socket are answered in the order in which they came. A fault is logged whole, answered in a word. */
export function takeTurns(log: Log) {
  let last = Promise.resolve();
  return <Answer>(
    ack: (answer: Answer | { ok: false; reason: 'internal'; error: string }) => void,
    call: (say: (answer: Answer) => void) => Promise<void> | void,
  ): void => {
    // A client may leave the ack out: then there is nothing to answer to.
    if (typeof ack !== 'function') return;
    last = last.then(async () => {
      try {
        await call(ack);
      } catch (error) {
        log.error({ err: error }, 'a call over a socket failed');
        ack({ ok: false, reason: 'internal', error: 'Internal error' });
      }
    });
  };
}
