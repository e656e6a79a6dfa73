/** Where the Go service pushes: verified over the raw body, answered at once, worked on after. */
import express, { Router } from 'express';
import type { Log } from '../observability/log.ts';
import { parsePush, verifyPush, type Push } from '../upstream/push.ts';
import { ApiError } from './api-error.ts';
import { sendData } from './envelope.ts';

/** What became of a webhook; `refused`: a signature that is missing or wrong. */
export type WebhookOutcome = 'taken' | 'ignored' | 'malformed' | 'refused';

export interface WebhookDoor {
  /** The key of the service's global webhook; null: pushes are refused with 404. */
  key: string | null;
  /** Takes a verified push; returns at once. */
  take: (push: Push) => void;
  onWebhook?: (outcome: WebhookOutcome) => void;
}

const largest = '1mb';

export function webhookRoutes({ webhook, log }: { webhook: WebhookDoor; log: Log }): Router {
  const { key, take, onWebhook } = webhook;
  const router = Router();
  let warned = false;

  router.post('/', express.raw({ type: () => true, limit: largest }), (request, response) => {
    if (key === null) throw new ApiError(404, 'not_found', 'There is nothing at this address.');
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!verifyPush(body, request.get('x-hmac-signature'), key)) {
      onWebhook?.('refused');
      // Once: whoever sends forged pushes must not fill the log.
      if (!warned)
        log.warn('a webhook whose signature does not fit was refused; is WHATSAPP_WEBHOOK_HMAC_KEY right?');
      warned = true;
      throw new ApiError(401, 'unauthorized', 'Unauthorized');
    }
    const push = parsePush(body, request.get('content-type'));
    // The service tries anything but a 2xx again, five times: what cannot be used is answered 200 too.
    sendData(response, {});
    if ('ignored' in push) return onWebhook?.('ignored');
    if ('malformed' in push) return onWebhook?.('malformed');
    onWebhook?.('taken');
    take(push);
  });
  return router;
}
