import { randomInt } from 'node:crypto';
import type { Answer, Call, TokenGuard } from './answers.ts';
import { decodeObject, failure, fits, isFlag, isText, isTexts, success } from './answers.ts';
import { isEventName } from './event-names.ts';
import type { Routes } from './routes.ts';
import type { Service } from './service.ts';
import { startSession } from './session-start.ts';
import type { CachedUser } from './user.ts';
import { emptyS3, proxyConfig, s3Answer } from './user.ts';
import type { Webhooks } from './webhooks.ts';

/** Without Immediate a connect looks at its socket after this long. */
const CONNECT_LOOK_MS = 10_000;
/** A request to WhatsApp that gets no answer. */
const QUERY_TIMEOUT_MS = 75_000;
/** Crockford's alphabet as the service uses it for pairing codes. */
const LINKING_ALPHABET = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';

/** The calls of one session, found by its token. */
export function sessionRoutes(service: Service, webhooks: Webhooks, token: TokenGuard): Routes {
  return {
    'POST /session/connect': token((call, user) => connect(service, webhooks, call, user)),
    'POST /session/disconnect': token((_call, user) => disconnect(service, user)),
    'POST /session/logout': token((_call, user) => logout(service, user)),
    'GET /session/status': token((_call, user) => status(service, user)),
    'GET /session/qr': token((_call, user) => qr(service, user)),
    'POST /session/pairphone': token((call, user) => pairPhone(service, call, user)),
    'POST /session/history': token(() => failure(400, 'no session')),
    'GET /session/history': token(() => failure(500, 'no session')),
  };
}

async function connect(service: Service, webhooks: Webhooks, call: Call, user: CachedUser): Promise<Answer> {
  const body = decodeObject(call.rawBody, ['Subscribe', 'Immediate']);
  if (!body || !fits(body.Subscribe, isTexts) || !fits(body.Immediate, isFlag)) {
    return failure(400, 'could not decode Payload');
  }
  if (service.deadEnds.has(user.id)) return failure(500, 'already connected');
  const before = service.clients.get(user.id);
  await before?.whenFree();
  if (before?.connected) return failure(500, 'already connected');
  const wanted = isTexts(body.Subscribe) ? body.Subscribe : [];
  const events = [...new Set(wanted.filter((name) => isEventName(name, service.options.build)))].join(',');
  service.update(user.id, { events });
  service.updateCache(user.token, { events });
  const { webhook, jid } = user;
  void startSession(service, webhooks, user);
  if (body.Immediate !== true) {
    await service.timers.sleep(CONNECT_LOOK_MS);
    if (!service.live(user.id).connected) return failure(500, 'failed to Connect');
  }
  return success({ details: 'Connected!', events, jid, webhook });
}

async function disconnect(service: Service, user: CachedUser): Promise<Answer> {
  const client = service.clients.get(user.id);
  if (!client) return failure(500, 'no session');
  await client.whenFree();
  if (!client.connected) return failure(500, 'cannot disconnect because it is not logged in');
  service.update(user.id, { connected: false, events: '' });
  service.updateCache(user.token, { events: '' });
  service.clients.delete(user.id);
  service.pullKillSwitch(user.id);
  return success({ Details: 'Disconnected' });
}

async function logout(service: Service, user: CachedUser): Promise<Answer> {
  const client = service.clients.get(user.id);
  if (!client) return failure(500, 'no session');
  await client.whenFree();
  const { link, device } = client;
  if (!link || service.deadEnds.has(user.id))
    return failure(500, 'could not disconnect as it was not connected');
  if (!client.loggedIn || !device) return failure(500, 'could not logout as it was not logged in');
  if (service.whatsapp.isSilent(link)) {
    await service.timers.sleep(QUERY_TIMEOUT_MS);
    return failure(500, 'could not perform logout');
  }
  device.linked = false;
  service.devices.delete(device.jid);
  client.disconnect();
  client.device = null;
  service.update(user.id, { connected: false });
  service.updateCache(user.token, {});
  service.clients.delete(user.id);
  service.pullKillSwitch(user.id);
  return success({ Details: 'Logged out' });
}

async function status(service: Service, user: CachedUser): Promise<Answer> {
  const client = service.clients.get(user.id);
  await client?.whenFree();
  const { connected, loggedIn } = service.live(user.id);
  const row = service.rows.get(user.id);
  const isZ = service.options.build === 'Z';
  if (isZ && client?.link && loggedIn && service.whatsapp.isSilent(client.link)) {
    // This build asks WhatsApp for the profile picture each time.
    await service.timers.sleep(QUERY_TIMEOUT_MS);
  }
  return success({
    connected,
    ...(isZ ? { display_name: '' } : {}),
    events: user.events,
    history: row?.history ?? '0',
    hmac_configured: (row?.hmacKey ?? '') !== '',
    id: user.id,
    jid: user.jid,
    loggedIn,
    name: user.name,
    ...(isZ ? { profile_picture_url: '' } : {}),
    proxy_config: row ? proxyConfig(row) : { enabled: false, proxy_url: '' },
    proxy_url: row?.proxyUrl ?? '',
    qrcode: user.qrcode,
    s3_config: s3Answer(row?.s3 ?? emptyS3),
    token: user.token,
    webhook: user.webhook,
  });
}

async function qr(service: Service, user: CachedUser): Promise<Answer> {
  const client = service.clients.get(user.id);
  if (!client) return failure(500, 'no session');
  await client.whenFree();
  if (!client.connected || service.deadEnds.has(user.id)) return failure(500, 'not connected');
  if (client.loggedIn) return failure(500, 'already logged in');
  return success({ QRCode: service.rows.get(user.id)?.qrcode ?? '' });
}

async function pairPhone(service: Service, call: Call, user: CachedUser): Promise<Answer> {
  const client = service.clients.get(user.id);
  if (!client) return failure(500, 'no session');
  const body = decodeObject(call.rawBody, ['Phone']);
  if (!body || !fits(body.Phone, isText)) return failure(400, 'could not decode Payload');
  const phone = isText(body.Phone) ? body.Phone : '';
  if (phone === '') return failure(400, 'missing Phone in Payload');
  await client.whenFree();
  if (client.loggedIn) return failure(400, 'already paired');
  const { link } = client;
  if (!link) return failure(400, 'websocket not connected');
  const digits = phone.replace(/\D/g, '');
  if (digits.length <= 6) return failure(400, 'phone number too short');
  if (digits.startsWith('0'))
    return failure(400, 'international phone number required (must not start with 0)');
  if (service.whatsapp.isSilent(link)) {
    await service.timers.sleep(QUERY_TIMEOUT_MS);
    return failure(400, 'info query timed out');
  }
  link.linking = { code: newLinkingCode(), phone: digits };
  return success({ LinkingCode: link.linking.code });
}

function newLinkingCode(): string {
  const letters = Array.from({ length: 8 }, () => LINKING_ALPHABET[randomInt(LINKING_ALPHABET.length)]).join(
    '',
  );
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
