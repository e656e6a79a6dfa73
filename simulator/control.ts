import type { Journal, CallCounts } from './journal.ts';
import type { Death, Service } from './service.ts';
import type { ServiceFaults } from './service-faults.ts';
import type { UserTruth } from './truth.ts';
import { truthOf } from './truth.ts';
import type { CachedUser, UserRow } from './user.ts';
import { newUserRow } from './user.ts';
import type { WebhookFaults, WebhookRecord, Webhooks } from './webhooks.ts';
import type { Reach } from './whatsapp.ts';
import type { Link } from './whatsapp-link.ts';
import type { ProcessControl } from './process-control.ts';
import { seedDemo } from './seed-demo.ts';
import { startSession } from './session-start.ts';

/** A user to seed. */
export interface SeedUser {
  name: string;
  token: string;
  events?: string;
  /** A phone number whose device is linked already. */
  paired?: string;
  /** Online from the start; needs `paired`. */
  online?: boolean;
  webhook?: string;
  proxyUrl?: string;
  hmacKey?: string;
  jid?: string;
  qrcode?: string;
}

export interface Truth {
  alive: boolean;
  deaths: Death[];
  users: UserTruth[];
  webhooks: WebhookRecord[];
}

/** How the person at the phone and the weather are played. A user is named by id or token. */
export interface SimulatorControl extends ProcessControl {
  addUser(seed: SeedUser): UserRow;
  /** A phone scans the code. `qr` is what a camera read: it must be the code that is valid now. */
  scan(user: string, how?: ScanOptions): { jid: string };
  /** The person types the pairing code at the phone that it was asked for. */
  enterCode(user: string, how: { code: string; phone?: string }): { jid: string };
  /** The person unlinks the device on the phone. */
  unlink(user: string): void;
  /** The TCP connection is cut; the client heals by itself at once. */
  drop(user: string): void;
  /** Cut, and WhatsApp stays out of reach for this session for a while (simulated time). */
  goOffline(user: string, how?: { forMs?: number; reach?: Reach }): void;
  comeBack(user: string): void;
  /** Another client takes the session: this one is replaced. */
  openElsewhere(user: string): void;
  ban(user: string, how?: { minutes?: number; code?: number }): void;
  unban(user: string): void;
  /** WhatsApp refuses the client as outdated (405) from now on, or again not. */
  outdated(user: string, on?: boolean): void;
  /** A login or stream ends with another code. */
  streamError(user: string, code: string): void;
  outage(on: boolean, how?: { reach?: Reach; cut?: boolean }): void;
  silence(on: boolean, user?: string): void;
  faults(change: Partial<ServiceFaults>): void;
  webhookFaults(change: Partial<WebhookFaults>): void;
  truth(): Truth;
  truthOf(user: string): UserTruth;
  calls(): CallCounts;
  resetCalls(): void;
  seedDemo(): UserRow[];
}

export interface ScanOptions {
  qr?: string;
  phone?: string;
  fail?: string;
  platform?: string;
  businessName?: string;
}

/** The control could not find the user, or the phone would show an error. */
export class ControlError extends Error {}

interface ControlWorld {
  service: Service;
  webhooks: Webhooks;
  journal: Journal;
  faults: ServiceFaults;
  process: ProcessControl;
}

export function createControl({
  service,
  webhooks,
  journal,
  faults,
  process,
}: ControlWorld): SimulatorControl {
  const { whatsapp } = service;
  let nextPhone = 1;

  const find = (user: string): UserRow => {
    const row = service.rows.get(user) ?? [...service.rows.values()].find((one) => one.token === user);
    if (!row) throw new ControlError(`no user "${user}"`);
    return row;
  };
  const linksOf = (user: string) => whatsapp.linksOf(find(user).id);
  const registering = (user: string) => linksOf(user).filter((link) => link.phase === 'registering');
  const phoneOf = (user: string): string => {
    const row = find(user);
    const phone = linksOf(user).find((link) => link.device)?.device?.phone ?? row.jid.split(':')[0] ?? '';
    if (phone === '') throw new ControlError(`"${user}" was never paired`);
    return phone;
  };
  const cutAll = (links: Iterable<Link>) => {
    for (const link of [...links]) whatsapp.cut(link);
  };

  const control: SimulatorControl = {
    ...process,
    addUser(seed) {
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
      if (seed.paired !== undefined) {
        const device = whatsapp.newDevice(seed.paired);
        service.devices.set(device.jid, device);
        service.knownNames.add(seed.paired);
        row.jid = device.jid;
        row.connected = seed.online === true;
      }
      service.rows.set(row.id, row);
      if (seed.online && seed.paired !== undefined) {
        void startSession(service, webhooks, service.userByToken(seed.token) as CachedUser);
      }
      return row;
    },
    scan(user, how = {}) {
      const links = registering(user);
      const link =
        how.qr === undefined
          ? links.findLast((one) => one.code)
          : links.find((one) => one.code?.text === how.qr);
      if (!link)
        throw new ControlError(
          how.qr === undefined ? 'no code is shown' : 'the code is not valid (any more)',
        );
      const phone = how.phone ?? `628${String(nextPhone++).padStart(10, '0')}`;
      return whatsapp.pair(link, phone, { ...how, fail: how.fail !== undefined });
    },
    enterCode(user, how) {
      const link = registering(user).find((one) => one.linking?.code === how.code);
      if (!link?.linking) throw new ControlError('wrong code');
      const phone = how.phone?.replace(/\D/g, '') ?? link.linking.phone;
      if (phone !== link.linking.phone) throw new ControlError('the code belongs to another phone number');
      return whatsapp.pair(link, phone);
    },
    unlink(user) {
      const row = find(user);
      for (const device of whatsapp.account(phoneOf(user)).devices) {
        if (device.jid === row.jid || linksOf(user).some((link) => link.device === device))
          device.linked = false;
      }
      for (const link of linksOf(user))
        if (link.phase === 'online') whatsapp.endStream(link, { kind: 'unlinked' });
      service.touch(row.id);
    },
    drop: (user) => cutAll(linksOf(user)),
    goOffline(user, { forMs, reach = 'refused' } = {}) {
      const { id } = find(user);
      whatsapp.setReach(reach, id);
      cutAll(linksOf(user));
      if (forMs !== undefined) whatsapp.after(forMs, () => whatsapp.setReach('ok', id));
    },
    comeBack: (user) => whatsapp.setReach('ok', find(user).id),
    openElsewhere(user) {
      for (const link of linksOf(user))
        if (link.phase === 'online') whatsapp.endStream(link, { kind: 'replaced' });
    },
    ban(user, { minutes = 60, code = 101 } = {}) {
      whatsapp.ban(phoneOf(user), minutes, code);
      cutAll(linksOf(user));
    },
    unban(user) {
      whatsapp.account(phoneOf(user)).ban = null;
    },
    outdated(user, on = true) {
      for (const link of registering(user)) if (on) link.owner.onLoginFailure(link, { reason: 405 });
      const row = find(user);
      if (row.jid === '' && linksOf(user).every((link) => !link.device)) return;
      whatsapp.account(phoneOf(user)).refusedWith = on ? 405 : null;
      if (on) cutAll(linksOf(user).filter((link) => link.device));
    },
    streamError(user, code) {
      for (const link of linksOf(user))
        if (link.phase === 'online') whatsapp.endStream(link, { kind: 'error', code });
    },
    outage(on, { reach = 'refused', cut = true } = {}) {
      whatsapp.setReach(on ? reach : 'ok');
      if (on && cut) cutAll(whatsapp.links);
    },
    silence: (on, user) => whatsapp.setSilent(on, user === undefined ? undefined : find(user).id),
    faults: (change) => void Object.assign(faults, change),
    webhookFaults: (change) => void Object.assign(webhooks.faults, change),
    truth: () => ({
      alive: service.alive,
      deaths: service.deaths,
      users: [...service.rows.values()].map((row) => truthOf(service, row)),
      webhooks: webhooks.sent,
    }),
    truthOf: (user) => truthOf(service, find(user)),
    calls: () => journal.read(),
    resetCalls: () => journal.reset(),
    seedDemo: () => [],
  };
  control.seedDemo = () => seedDemo(control);
  return control;
}
