import type { Answer, Call, TokenGuard } from './answers.ts';
import { decodeObject, failure, fits, isFlag, isText, isTexts, plain, success } from './answers.ts';
import { isEventName } from './event-names.ts';
import type { Routes } from './routes.ts';
import type { Service } from './service.ts';
import type { CachedUser, S3Config } from './user.ts';
import { emptyS3, s3Answer } from './user.ts';

const SHORTEST_HMAC_KEY = 32;
const NOT_DECODED = failure(400, 'could not decode payload');

/** A session's settings: webhook, proxy, S3 and HMAC key. */
export function settingsRoutes(service: Service, token: TokenGuard): Routes {
  const accepted = (names: string[]) => names.filter((name) => isEventName(name, service.options.build));
  return {
    'GET /webhook': token((_call, user) => {
      const row = service.rows.get(user.id);
      return success({ subscribe: (row?.events ?? '').split(','), webhook: row?.webhook ?? '' });
    }),
    'POST /webhook': token((call, user) => {
      const body = decodeObject(call.rawBody, ['webhookurl', 'events']);
      if (!body || !fits(body.webhookurl, isText) || !fits(body.events, isTexts)) return NOT_DECODED;
      const webhook = isText(body.webhookurl) ? body.webhookurl : '';
      const events = accepted(isTexts(body.events) ? body.events : []).join(',');
      // Without events the row keeps its old ones while the memory, which the filter reads, has none.
      service.update(user.id, events === '' ? { webhook } : { webhook, events });
      service.updateCache(user.token, { webhook, events });
      return success({ webhook });
    }),
    'PUT /webhook': token((call, user) => {
      const body = decodeObject(call.rawBody, ['webhook', 'events', 'active']);
      if (!body || !fits(body.webhook, isText) || !fits(body.events, isTexts) || !fits(body.active, isFlag)) {
        return NOT_DECODED;
      }
      const active = body.active === true;
      const webhook = active && isText(body.webhook) ? body.webhook : '';
      const names = accepted(isTexts(body.events) ? body.events : []);
      const events = active ? names.join(',') : '';
      service.update(user.id, { webhook, events });
      service.updateCache(user.token, { webhook, events });
      return success({ active, events: names, webhook });
    }),
    'DELETE /webhook': token((_call, user) => {
      service.update(user.id, { webhook: '', events: '' });
      service.updateCache(user.token, { webhook: '', events: '' });
      return success({ Details: 'Webhook and events deleted successfully' });
    }),
    'POST /session/proxy': token((call, user) => setProxy(service, call, user)),
    'GET /session/s3/config': token((_call, user) =>
      success(s3Answer(service.rows.get(user.id)?.s3 ?? emptyS3)),
    ),
    'POST /session/s3/config': token((call, user) => {
      const body = decodeObject(call.rawBody, [...Object.keys(emptyS3), 'secret_key']);
      if (!body) return NOT_DECODED;
      service.update(user.id, { s3: { ...emptyS3, ...pickS3(body), enabled: body.enabled === true } });
      return success({ Details: 'S3 configuration saved successfully', Enabled: body.enabled === true });
    }),
    'DELETE /session/s3/config': token((_call, user) => {
      service.update(user.id, { s3: emptyS3 });
      return success({ Details: 'S3 configuration deleted successfully' });
    }),
    'GET /session/hmac/config': token((_call, user) =>
      plain({ hmac_key: service.rows.get(user.id)?.hmacKey ? '***' : '' }),
    ),
    'POST /session/hmac/config': token((call, user) => {
      const body = decodeObject(call.rawBody, ['hmac_key']);
      if (!body || !fits(body.hmac_key, isText)) return NOT_DECODED;
      const hmacKey = isText(body.hmac_key) ? body.hmac_key : '';
      if (hmacKey.length < SHORTEST_HMAC_KEY)
        return failure(400, 'HMAC key must be at least 32 characters long');
      service.update(user.id, { hmacKey, hmacKeyInUse: true, hmacKeyByCall: true });
      return plain({ Details: 'HMAC configuration saved successfully' });
    }),
    'DELETE /session/hmac/config': token((_call, user) => {
      service.update(user.id, { hmacKey: '', hmacKeyInUse: false, hmacKeyByCall: false });
      return plain({ Details: 'HMAC configuration deleted successfully' });
    }),
  };
}

async function setProxy(service: Service, call: Call, user: CachedUser): Promise<Answer> {
  const client = service.clients.get(user.id);
  await client?.whenFree();
  if (client?.connected) return failure(400, 'cannot set proxy while connected. Please disconnect first');
  const body = decodeObject(call.rawBody, ['proxy_url', 'enable']);
  if (!body || !fits(body.proxy_url, isText) || !fits(body.enable, isFlag)) return NOT_DECODED;
  if (body.enable !== true) {
    service.update(user.id, { proxyEnabled: false, proxyUrl: '' });
    return success({ Details: 'Proxy disabled successfully' });
  }
  const proxyUrl = isText(body.proxy_url) ? body.proxy_url : '';
  if (proxyUrl === '') return failure(400, 'missing proxy_url in payload');
  if (!/^(https?|socks5):\/\//.test(proxyUrl))
    return failure(400, 'only HTTP and SOCKS5 proxies are supported');
  service.update(user.id, { proxyEnabled: true, proxyUrl });
  return success({ Details: 'Proxy configured successfully', ProxyURL: proxyUrl });
}

function pickS3(body: Record<string, unknown>): Partial<S3Config> {
  const known = Object.entries(body).filter(([key, value]) => key in emptyS3 && value !== null);
  return Object.fromEntries(known) as Partial<S3Config>;
}
