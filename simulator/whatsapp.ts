import { createHash } from 'node:crypto';
import type { Timers } from './clock.ts';
import type { Latency } from './options.ts';
import type { Device, Link, LinkOwner, LoginFailure } from './whatsapp-link.ts';

/** How WhatsApp answers a new socket: refused at once, silent for 20 s, or accepted and then nothing for ever. */
export type Reach = 'ok' | 'refused' | 'silent' | 'hangs';

/** Why a scan or a code that was typed did not work. */
export class ScanRefused extends Error {
  readonly why = 'not_waiting';
}

const SILENT_HANDSHAKE_MS = 20_000;

interface Account {
  devices: Device[];
  nextIndex: number;
  ban: { code: number; until: number; expireMs: number } | null;
  /** Logins are refused with this reason, `times` times. */
  refusal: { reason: number; times: number } | null;
}

/** WhatsApp's side: accounts, linked devices, open sockets and its moods. */
export class WhatsApp {
  readonly links = new Set<Link>();
  #linksByUser = new Map<string, Set<Link>>();
  readonly accounts = new Map<string, Account>();
  /** When each user's clients dialled, the last fifty times. */
  readonly dials = new Map<string, number[]>();
  #reach: Reach = 'ok';
  #userReach = new Map<string, Reach>();
  #silent = false;
  #silentUsers = new Set<string>();
  #nextLink = 1;
  #waiting = new Set<() => void>();
  readonly #timers: Timers;
  readonly #latency: Latency;
  readonly #speed: number;

  constructor(timers: Timers, latency: Latency, speed: number) {
    this.#timers = timers;
    this.#latency = latency;
    this.#speed = speed;
  }

  /** Opens a socket. Rejects when WhatsApp cannot be reached; with 'hangs' only after that is over. */
  async dial(owner: LinkOwner, device: Device | null): Promise<Link> {
    const times = this.dials.get(owner.userId) ?? [];
    this.dials.set(owner.userId, [...times.slice(-49), Date.now()]);
    const reach = this.reachOf(owner.userId);
    if (reach === 'refused') throw new Error('connection refused');
    if (reach === 'silent') {
      await this.#timers.sleep(SILENT_HANDSHAKE_MS);
      throw new Error('handshake timed out');
    }
    if (reach === 'hangs') {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
      throw new Error('connection closed by the peer');
    }
    await this.#timers.sleep(this.#latency.dialMs);
    if (this.reachOf(owner.userId) !== 'ok') throw new Error('connection cut in the handshake');
    const link: Link = {
      id: this.#nextLink++,
      owner,
      phase: device ? 'login' : 'registering',
      device,
      code: null,
      linking: null,
    };
    this.#keep(link);
    if (device) this.#timers.after(this.#latency.loginMs, () => this.#login(link, device));
    return link;
  }

  #keep(link: Link): void {
    const { userId } = link.owner;
    const own = this.#linksByUser.get(userId) ?? new Set();
    this.#linksByUser.set(userId, own.add(link));
    this.links.add(link);
  }

  #login(link: Link, device: Device): void {
    if (link.phase !== 'login') return;
    // A login during the silence is answered when the silence ends.
    if (this.isSilent(link)) return void this.#timers.after(1_000, () => this.#login(link, device));
    const failure = this.#refusal(device);
    if (failure) return link.owner.onLoginFailure(link, failure);
    for (const other of this.linksOf(link.owner.userId)) {
      // One socket for each device: the newer one replaces the older one.
      if (other !== link && other.device === device && other.phase === 'online')
        this.endStream(other, { kind: 'replaced' });
    }
    link.phase = 'online';
    link.owner.onLoginSuccess(link);
  }

  #refusal(device: Device): LoginFailure | null {
    if (!device.linked) return { reason: 401 };
    const account = this.account(device.phone);
    if (account.ban && account.ban.until > Date.now()) {
      return { reason: 402, code: account.ban.code, expireMs: account.ban.expireMs };
    }
    if (!account.refusal) return null;
    const { reason } = account.refusal;
    account.refusal.times -= 1;
    if (account.refusal.times <= 0) account.refusal = null;
    return { reason };
  }

  /** The account of a phone number, made on first sight. */
  account(phone: string): Account {
    let account = this.accounts.get(phone);
    if (!account) {
      account = { devices: [], nextIndex: 1, ban: null, refusal: null };
      this.accounts.set(phone, account);
    }
    return account;
  }

  /** Links a new device to a phone number. */
  newDevice(phone: string): Device {
    const account = this.account(phone);
    const index = account.nextIndex++;
    // A LID is one number for each account, like the phone number but unrelated to it.
    const lid = 9e14 + (parseInt(createHash('sha256').update(phone).digest('hex').slice(0, 11), 16) % 9e13);
    const device = {
      phone,
      index,
      jid: `${phone}:${index}@s.whatsapp.net`,
      lid: `${lid}:${index}@lid`,
      linked: true,
    };
    account.devices.push(device);
    return device;
  }

  /**
   * A phone scans the code of an unpaired socket, or types its pairing code.
   * @throws {ScanRefused} when the phone shows an error itself.
   */
  pair(
    link: Link,
    phone: string,
    how: { fail?: boolean; platform?: string; businessName?: string } = {},
  ): Device {
    if (link.phase !== 'registering') throw new ScanRefused('this socket is not waiting for a phone');
    const device = this.newDevice(phone);
    if (how.fail) {
      device.linked = false;
      link.owner.onPairRefused(link, device);
      return device;
    }
    link.phase = 'paired';
    link.code = null;
    link.owner.onPaired(link, device, how.platform ?? 'android', how.businessName ?? '');
    return device;
  }

  /** Ends an open stream with an error; the socket itself closes a little later. */
  endStream(link: Link, end: Parameters<LinkOwner['onStreamEnd']>[1]): void {
    if (link.phase === 'closed') return;
    link.phase = 'login';
    link.owner.onStreamEnd(link, end);
  }

  /** Cuts the TCP connection. */
  cut(link: Link): void {
    if (!this.close(link)) return;
    link.owner.onCut(link);
  }

  /** The client closes its socket. True when it was open. */
  close(link: Link): boolean {
    link.phase = 'closed';
    link.code = null;
    link.linking = null;
    this.#linksByUser.get(link.owner.userId)?.delete(link);
    return this.links.delete(link);
  }

  linksOf(userId: string): Link[] {
    return [...(this.#linksByUser.get(userId) ?? [])];
  }

  reachOf(userId: string): Reach {
    return this.#reach !== 'ok' ? this.#reach : (this.#userReach.get(userId) ?? 'ok');
  }

  /** Changes how new sockets are met, for one user or for all. Sockets that hang are let go when it ends. */
  setReach(reach: Reach, userId?: string): void {
    if (userId === undefined) this.#reach = reach;
    else if (reach === 'ok') this.#userReach.delete(userId);
    else this.#userReach.set(userId, reach);
    if (reach === 'hangs') return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const letGo of waiting) letGo();
  }

  /** WhatsApp stops answering on open sockets, for one user or for all. */
  setSilent(silent: boolean, userId?: string): void {
    if (userId === undefined) this.#silent = silent;
    else if (silent) this.#silentUsers.add(userId);
    else this.#silentUsers.delete(userId);
  }

  isSilent(link: Link): boolean {
    return this.#silent || this.#silentUsers.has(link.owner.userId);
  }

  /** Runs a task on WhatsApp's clock, which outlives the service. */
  after(ms: number, task: () => void): void {
    this.#timers.after(ms, task);
  }

  ban(phone: string, minutes: number, code: number): void {
    const expireMs = minutes * 60_000;
    this.account(phone).ban = { code, until: Date.now() + expireMs / this.#speed, expireMs };
  }
}
