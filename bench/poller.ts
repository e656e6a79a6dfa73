/** The way of today: a browser that asks the service for the status and the QR of one session, again and again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seen } from './side.ts';

interface PollOptions {
  serviceUrl: string;
  token: string;
  /** Milliseconds from one round to the next, asked for before each. */
  everyMs: () => number;
  onAnswer?: (seen: Seen) => void;
}

/** Polls until the returned function is called; the first round comes after a random part of the interval. */
export function startPoller({ serviceUrl, token, everyMs, onAnswer }: PollOptions): () => Promise<void> {
  const ending = new AbortController();
  const get = async (path: string) => {
    const answer = await fetch(serviceUrl + path, { headers: { token }, signal: ending.signal });
    return ((await answer.json()) as { data?: Record<string, unknown> }).data ?? {};
  };
  async function run() {
    let waitMs = everyMs() * Math.random();
    while (!ending.signal.aborted) {
      await sleep(waitMs, undefined, { signal: ending.signal });
      const next = performance.now() + everyMs();
      const [status, qr] = await Promise.all([get('/session/status'), get('/session/qr')]);
      onAnswer?.({
        connected: status.connected === true,
        loggedIn: status.loggedIn === true,
        image: typeof qr.QRCode === 'string' ? qr.QRCode : '',
      });
      waitMs = Math.max(0, next - performance.now());
    }
  }
  const done = run().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  return () => {
    ending.abort();
    return done;
  };
}
