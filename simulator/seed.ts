import type { Service } from './service.ts';
import { startSession } from './session-start.ts';
import type { UserRow } from './user.ts';
import { newUserRow } from './user.ts';
import type { Webhooks } from './webhooks.ts';

/** A user that is there from the start. */
export interface SeedUser {
  /** 32 hex digits; a random one otherwise. */
  id?: string;
  name: string;
  token: string;
  /** As stored: names joined by ",". */
  events?: string;
  /** A phone number whose device is linked already. */
  paired?: string;
  /** Online from the start; needs `paired`. */
  online?: boolean;
  webhook?: string;
  proxyUrl?: string;
  hmacKey?: string;
  /** What is left in the service's database: an old JID, an old picture. */
  jid?: string;
  qrcode?: string;
}

/** Puts a user into the service's database, with its linked device, and starts it when it is to be online. */
export function addUser(service: Service, webhooks: Webhooks, seed: SeedUser): UserRow {
  const row = newUserRow({
    name: seed.name,
    token: seed.token,
    events: seed.events ?? '',
    webhook: seed.webhook ?? '',
    hmacKey: seed.hmacKey ?? '',
    jid: seed.jid ?? '',
    qrcode: seed.qrcode ?? '',
    proxyEnabled: seed.proxyUrl !== undefined,
    proxyUrl: seed.proxyUrl ?? '',
  });
  if (seed.id !== undefined) row.id = seed.id;
  service.rows.set(row.id, row);
  if (seed.paired === undefined) return row;
  const device = service.whatsapp.newDevice(seed.paired);
  service.devices.set(device.jid, device);
  service.knownNames.add(device.jid);
  row.jid = device.jid;
  row.connected = seed.online === true;
  const user = service.userByToken(seed.token);
  if (row.connected && user) void startSession(service, webhooks, user);
  return row;
}
