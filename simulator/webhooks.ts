import { letsThrough } from './event-names.ts';
import type { Service } from './service.ts';
import type { CachedUser } from './user.ts';
import type { Push } from './webhook-delivery.ts';
import { deliver } from './webhook-delivery.ts';

/** What happens to webhooks on their way. */
export interface WebhookFaults {
  lose: 'none' | 'half' | 'all';
  /** Simulated milliseconds that every webhook is late. */
  delayMs: number;
  /** Each one is sent twice. */
  double: boolean;
  /** Neighbours overtake each other: each is late by a random share of this. */
  shuffleMs: number;
}

export interface WebhookRecord {
  at: number;
  userId: string;
  type: string;
  url: string;
  lost: boolean;
}

/** What the service pushes: to the user's own URL and to the global one. */
export interface Webhooks {
  faults: WebhookFaults;
  sent: WebhookRecord[];
  send(user: CachedUser, type: string, keys: Record<string, unknown>): void;
}

export function createWebhooks(service: Service): Webhooks {
  const { options } = service;
  const webhooks: Webhooks = {
    faults: { lose: 'none', delayMs: 0, double: false, shuffleMs: 0 },
    sent: [],
    send,
  };
  let count = 0;

  function send(user: CachedUser, type: string, keys: Record<string, unknown>): void {
    if (!letsThrough(user.events, type, options.build)) return;
    const targets = [user.webhook, options.webhookUrl].filter((url) => url !== '');
    if (targets.length === 0) return;
    if (!service.httpClients.has(user.id)) {
      const reason = service.lostHttpClients.get(user.id) ?? 'K1';
      service.die(reason, `a ${type} webhook of a session whose HTTP client is gone`);
      return;
    }
    const { body, contentType } = encode(user, type, keys);
    const row = service.rows.get(user.id);
    const push = { body, contentType, userId: user.id, throughProxy: row?.proxyEnabled ?? false };
    if (user.webhook !== '') {
      dispatch(type, { ...push, url: user.webhook, key: row?.hmacKeyInUse ? row.hmacKey : '' });
    }
    if (options.webhookUrl !== '') {
      dispatch(type, { ...push, url: options.webhookUrl, key: options.webhookHmacKey });
    }
  }

  function encode(user: CachedUser, type: string, keys: Record<string, unknown>) {
    if (options.webhookFormat === 'json') {
      const body = JSON.stringify(inGoOrder({ ...keys, instanceName: user.name, type, userID: user.id }));
      return { body, contentType: 'application/json' };
    }
    const jsonData = JSON.stringify({ ...keys, type });
    const form = new URLSearchParams({ instanceName: user.name, jsonData, userID: user.id });
    return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
  }

  function dispatch(type: string, push: Push): void {
    const { faults, sent } = webhooks;
    const lost = faults.lose === 'all' || (faults.lose === 'half' && count++ % 2 === 0);
    sent.push({ at: Date.now(), userId: push.userId, type, url: push.url, lost });
    if (sent.length > 1_000) sent.shift();
    if (lost) return;
    const { timers } = service;
    for (let copy = 0; copy < (faults.double ? 2 : 1); copy++) {
      const lateMs = faults.delayMs + Math.random() * faults.shuffleMs;
      if (lateMs > 0) timers.after(lateMs, () => void deliver(service, push));
      else void deliver(service, push);
    }
  }

  return webhooks;
}

/** Go writes a map's keys in the order of the alphabet, at every depth. */
function inGoOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inGoOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, field]) => [key, inGoOrder(field)]));
}
