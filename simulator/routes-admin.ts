import type { Answer, Call, Handler } from './answers.ts';
import { decodeObject, failure, fits, isText, plain, success, successJson } from './answers.ts';
import { isEventName } from './event-names.ts';
import type { Routes } from './routes.ts';
import type { Service } from './service.ts';
import type { S3Config, UserRow } from './user.ts';
import { emptyS3, newUserRow, proxyConfig, s3Answer } from './user.ts';

const BAD_PAYLOAD = failure(400, 'invalid request payload');
const createKeys = [
  'name',
  'token',
  'webhook',
  'expiration',
  'events',
  'proxyConfig',
  's3Config',
  'hmacKey',
  'history',
];

/** The calls of the service's admin, and /health. */
export function adminRoutes(service: Service, admin: (handler: Handler) => Handler): Routes {
  return {
    'GET /admin/users': admin(async () => {
      await service.whenAllFree();
      return successJson(`[${[...service.rows.values()].map((row) => service.listRowJson(row)).join(',')}]`);
    }),
    'GET /admin/users/{id}': admin(async ({ params }) => {
      const row = service.rows.get(params.id ?? '');
      if (!row) return successJson('[]');
      await service.clients.get(row.id)?.whenFree();
      return successJson(`[${service.listRowJson(row)}]`);
    }),
    'POST /admin/users': admin((call) => createUser(service, call)),
    'PUT /admin/users/{id}': admin((call) => updateUser(service, call)),
    'DELETE /admin/users/{id}': admin(({ params }) => {
      const id = params.id ?? '';
      if (!service.rows.has(id)) return unknownUser(id);
      service.forgetRow(id);
      return plain({ code: 200, data: { id }, details: 'user deleted successfully', success: true });
    }),
    'DELETE /admin/users/{id}/full': admin(({ params }) => deleteInFull(service, params.id ?? '')),
    'GET /health': () => health(service),
  };
}

function createUser(service: Service, call: Call): Answer {
  const body = decodeObject(call.rawBody, createKeys);
  if (!body) return BAD_PAYLOAD;
  const texts = ['name', 'token', 'webhook', 'events', 'hmacKey'];
  if (texts.some((key) => !fits(body[key], isText))) return BAD_PAYLOAD;
  if (!fits(body.expiration, Number.isInteger)) return BAD_PAYLOAD;
  const text = (key: string) => (isText(body[key]) ? body[key] : '');
  const unknown = unknownEvent(service, text('events'));
  if (unknown !== undefined) return failure(400, 'invalid event type', `invalid event: ${unknown}`);
  if ([...service.rows.values()].some((row) => row.token === text('token'))) {
    return failure(409, 'user with this token already exists');
  }
  const hmacKey = text('hmacKey');
  if (hmacKey !== '' && hmacKey.length < 32)
    return failure(400, 'HMAC key must be at least 32 characters long');
  const row = newUserRow({
    name: text('name'),
    token: text('token'),
    webhook: text('webhook'),
    events: text('events'),
    expiration: typeof body.expiration === 'number' ? body.expiration : 0,
    hmacKey,
    ...proxyFields(body.proxyConfig),
    s3: s3Fields(body.s3Config),
  });
  service.rows.set(row.id, row);
  const data = {
    events: row.events,
    expiration: row.expiration,
    hmac_key: hmacKey !== '',
    id: row.id,
    name: row.name,
    proxy_config: proxyConfig(row),
    s3_config: s3Answer(row.s3),
    token: row.token,
    webhook: row.webhook,
  };
  return success(data, 201);
}

function updateUser(service: Service, call: Call): Answer {
  const body = decodeObject(call.rawBody, createKeys);
  if (!body) return BAD_PAYLOAD;
  const row = service.rows.get(call.params.id ?? '');
  if (!row) return failure(404, 'user not found');
  const patch: Partial<UserRow> = {};
  // An empty string cannot clear a field: the service takes it for "not given".
  for (const key of ['name', 'token', 'webhook', 'events'] as const) {
    const value = body[key];
    if (isText(value) && value !== '') patch[key] = value;
  }
  if (typeof body.expiration === 'number' && body.expiration !== 0) patch.expiration = body.expiration;
  if (typeof body.proxyConfig === 'object' && body.proxyConfig)
    Object.assign(patch, proxyFields(body.proxyConfig));
  if (typeof body.s3Config === 'object' && body.s3Config) patch.s3 = s3Fields(body.s3Config);
  const unknown = unknownEvent(service, patch.events ?? '');
  if (unknown !== undefined) return failure(400, 'invalid event type', `invalid event: ${unknown}`);
  if (Object.keys(patch).length === 0) return failure(400, 'no fields to update');
  const oldToken = row.token;
  service.update(row.id, patch);
  // The old token keeps its cache entry and goes on working.
  const { name, webhook, events } = row;
  service.updateCache(oldToken, { name, webhook, events });
  return plain({ code: 200, message: 'user updated successfully', success: true });
}

function deleteInFull(service: Service, id: string): Answer {
  const row = service.rows.get(id);
  if (!row) return unknownUser(id);
  const client = service.clients.get(id);
  if (client?.loggedIn && client.device) {
    client.device.linked = false;
    service.devices.delete(client.device.jid);
    client.disconnect();
    service.running.delete(client);
  }
  // A client that shows codes has no device to log out: it goes on, without what its webhooks need (K5).
  service.clients.delete(id);
  service.dropHttpClient(id, 'K5');
  service.kills.delete(id);
  for (const [token, cached] of service.cache) if (cached.id === id) service.cache.delete(token);
  service.forgetRow(id);
  const data = { id, jid: row.jid, name: row.name };
  return plain({ code: 200, data, details: 'user instance removed completely', success: true });
}

async function health(service: Service): Promise<Answer> {
  await service.whenAllFree();
  const live = [...service.clients.keys()].map((id) => service.live(id));
  return plain({
    status: 'ok',
    timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    uptime: `${((Date.now() - service.startedAt) / 1000).toFixed(9)}s`,
    active_connections: service.clients.size,
    total_users: service.rows.size,
    connected_users: live.filter(({ connected }) => connected).length,
    logged_in_users: live.filter(({ loggedIn }) => loggedIn).length,
    memory_stats: { alloc_mb: 3, num_gc: 2, sys_mb: 13, total_alloc_mb: 6 },
    goroutines: 11 + 4 * service.running.size,
    version: '1.0.5',
  });
}

function unknownUser(id: string): Answer {
  return failure(404, 'user not found', `No user found with ID: ${id}`);
}

function unknownEvent(service: Service, events: string): string | undefined {
  if (events === '') return undefined;
  return events
    .split(',')
    .map((name) => name.trim())
    .find((name) => !isEventName(name, service.options.build));
}

function proxyFields(config: unknown): Partial<UserRow> {
  if (typeof config !== 'object' || config === null) return {};
  const { enabled, proxyURL } = config as { enabled?: unknown; proxyURL?: unknown };
  const proxyEnabled = enabled === true;
  return { proxyEnabled, proxyUrl: proxyEnabled && isText(proxyURL) ? proxyURL : '' };
}

function s3Fields(config: unknown): S3Config {
  if (typeof config !== 'object' || config === null) return emptyS3;
  const given = config as Record<string, unknown>;
  const text = (key: string) => (isText(given[key]) ? given[key] : '');
  return {
    enabled: given.enabled === true,
    endpoint: text('endpoint'),
    region: text('region'),
    bucket: text('bucket'),
    access_key: '***',
    path_style: given.pathStyle === true,
    public_url: text('publicURL'),
    media_delivery: text('mediaDelivery'),
    retention_days: typeof given.retentionDays === 'number' ? given.retentionDays : 0,
  };
}
