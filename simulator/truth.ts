import type { Service } from './service.ts';
import type { UserRow } from './user.ts';
import type { LinkOwner } from './whatsapp-link.ts';

/** What is really so for one user: at WhatsApp, and in the service. */
export interface UserTruth {
  id: string;
  name: string;
  token: string;
  whatsapp: {
    /** A linked device that the service still has the keys of. */
    paired: boolean;
    online: boolean;
    phone: string | null;
    sockets: { id: number; phase: string; jid: string | null }[];
    /** When the service's clients dialled, the last fifty times (epoch ms). */
    dialledAt: number[];
  };
  service: {
    connected: boolean;
    loggedIn: boolean;
    dialling: boolean;
    /** False: /qr and others answer "no session". */
    known: boolean;
    jid: string;
    events: string;
    /** A restart of the service would start it. */
    startsAgain: boolean;
  };
  /** The login code that a phone could scan now; the newest, when several clients show some. */
  qr: { text: string; validUntil: number } | null;
  linking: { code: string; phone: string } | null;
  /** Clients inside the service that still live: more than one is a leftover. */
  clients: number;
}

export function truthOf(service: Service, row: UserRow): UserTruth {
  const { whatsapp } = service;
  const links = whatsapp.linksOf(row.id);
  const client = service.clients.get(row.id);
  const online = links.find((link) => link.phase === 'online');
  const device = online?.device ?? service.devices.get(row.jid) ?? null;
  const paired = device !== null && device.linked;
  const clients = new Set<LinkOwner>([...service.running].filter((one) => one.userId === row.id));
  for (const link of links) clients.add(link.owner);
  return {
    id: row.id,
    name: row.name,
    token: row.token,
    whatsapp: {
      paired,
      online: online !== undefined,
      phone: paired ? device.phone : null,
      sockets: links.map((link) => ({ id: link.id, phase: link.phase, jid: link.device?.jid ?? null })),
      dialledAt: whatsapp.dials.get(row.id) ?? [],
    },
    service: {
      ...service.live(row.id),
      dialling: client?.dialling ?? false,
      known: client !== undefined,
      jid: row.jid,
      events: service.cache.get(row.token)?.events ?? row.events,
      startsAgain: row.connected,
    },
    qr: newest(links.map((link) => link.code)),
    linking: newest(links.map((link) => link.linking)),
    clients: clients.size,
  };
}

function newest<T>(values: (T | null)[]): T | null {
  return values.findLast((value) => value !== null) ?? null;
}
