import { createHmac } from 'node:crypto';
import type { Service } from './service.ts';

/** Five attempts: the waits between them. */
const RETRY_WAITS_MS = [30_000, 60_000, 120_000, 240_000] as const;
/** An answer later than this counts as none. */
const ANSWER_LIMIT_MS = 30_000;

/** One webhook for one receiver. */
export interface Push {
  url: string;
  body: string;
  contentType: string;
  /** The key of its signature; none when empty. */
  key: string;
  userId: string;
  /** With a proxy of its own a user's webhooks, the global one too, go through it and share its fate. */
  throughProxy: boolean;
}

/**
 * Sends a webhook. Any answer but 2xx, or none in time, is tried again with the same bytes. Waiting retries die
 * with the process.
 */
export async function deliver(service: Service, push: Push, attempt = 0): Promise<void> {
  const { timers } = service;
  const isOutOfReach = push.throughProxy && service.whatsapp.reachOf(push.userId) !== 'ok';
  const done = !isOutOfReach && (await post(push, ANSWER_LIMIT_MS / service.options.speed));
  const waitMs = RETRY_WAITS_MS[attempt];
  if (!done && waitMs !== undefined) timers.after(waitMs, () => void deliver(service, push, attempt + 1));
}

async function post({ url, body, contentType, key }: Push, limitMs: number): Promise<boolean> {
  const headers: Record<string, string> = { 'content-type': contentType, 'user-agent': 'go-resty/2.16.5' };
  if (key !== '') headers['x-hmac-signature'] = createHmac('sha256', key).update(body).digest('hex');
  // However fast simulated time runs, a receiver has a fair moment to answer.
  const signal = AbortSignal.timeout(Math.max(500, limitMs));
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
