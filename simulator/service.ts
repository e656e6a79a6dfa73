import { createTimers } from './clock.ts';
import type { Timers } from './clock.ts';
import type { SimulatorOptions } from './options.ts';
import type { SessionClient } from './session-client.ts';
import type { CachedUser, UserRow } from './user.ts';
import { cacheOf, listRow } from './user.ts';
import type { WhatsApp } from './whatsapp.ts';
import type { Device } from './whatsapp-link.ts';

/** A sequence that kills the real service, by its number in the contract. */
export interface Death {
  at: number;
  reason: string;
  detail: string;
  /** False when the simulator is not deadly and only wrote it down. */
  fatal: boolean;
}

/** A session's kill switch. A connect replaces it, which is how an old client outlives a disconnect. */
export interface KillSwitch {
  pulled: boolean;
}

/** The service's process: its database, which outlives it, and its memory, which does not. */
export class Service {
  readonly rows = new Map<string, UserRow>();
  /** The library's own store of linked devices, by JID. It is in the database too. */
  readonly devices = new Map<string, Device>();
  /** JIDs of devices whose account name the store knows. */
  readonly knownNames = new Set<string>();
  readonly deaths: Death[] = [];
  readonly options: SimulatorOptions;
  readonly whatsapp: WhatsApp;
  cache = new Map<string, CachedUser>();
  /** The client that each session's calls reach. */
  clients = new Map<string, SessionClient>();
  httpClients = new Set<string>();
  /** Why a session's HTTP client is gone: the next webhook that needs it is the death of this name. */
  lostHttpClients = new Map<string, string>();
  kills = new Map<string, KillSwitch>();
  /** Every client that still has a goroutine, known to the service or left behind. */
  running = new Set<SessionClient>();
  timers: Timers;
  startedAt = Date.now();
  alive = true;
  /** Users whose device is not found at the next start, for a momentary database error (T8). */
  readonly failingReads = new Set<string>();
  /** Users in the dead end where a connect is refused and so is everything else (T9). */
  readonly deadEnds = new Set<string>();
  onDeath: (death: Death) => void = () => {};
  /** Called for each write of a session's cached values (K4). */
  onWrite: (userId: string) => void = () => {};
  #listRows = new Map<string, { key: string; json: string }>();
  #versions = new Map<string, number>();

  constructor(options: SimulatorOptions, whatsapp: WhatsApp) {
    this.options = options;
    this.whatsapp = whatsapp;
    this.timers = createTimers(options.speed);
  }

  /** The cache entry of a token, filled from the database on first use; undefined for an unknown token. */
  userByToken(token: string): CachedUser | undefined {
    const cached = this.cache.get(token);
    if (cached) return cached;
    for (const row of this.rows.values()) {
      if (row.token !== token) continue;
      const entry = cacheOf(row);
      this.cache.set(token, entry);
      return entry;
    }
    return undefined;
  }

  /** Changes a row of the database. */
  update(userId: string, patch: Partial<UserRow>): void {
    const row = this.rows.get(userId);
    if (!row) return;
    Object.assign(row, patch);
    this.touch(userId);
  }

  /** Changes what the service remembers about a token. */
  updateCache(token: string, patch: Partial<CachedUser>): void {
    const entry = this.cache.get(token);
    if (!entry) return;
    this.onWrite(entry.id);
    Object.assign(entry, patch);
  }

  touch(userId: string): void {
    this.#versions.set(userId, (this.#versions.get(userId) ?? 0) + 1);
  }

  /** `connected` and `loggedIn` of a session as the service sees them now. */
  live(userId: string): { connected: boolean; loggedIn: boolean } {
    const client = this.clients.get(userId);
    return { connected: client?.connected ?? false, loggedIn: client?.loggedIn ?? false };
  }

  /** A user's row in the list as JSON, kept until something in it changes. */
  listRowJson(row: UserRow): string {
    const live = this.live(row.id);
    const key = `${this.#versions.get(row.id) ?? 0}${live.connected}${live.loggedIn}`;
    const kept = this.#listRows.get(row.id);
    if (kept?.key === key) return kept.json;
    const json = JSON.stringify(listRow(row, live));
    this.#listRows.set(row.id, { key, json });
    return json;
  }

  /** Resolves when no session is dialling: the list and /health wait for every one. */
  async whenAllFree(): Promise<void> {
    for (const client of this.clients.values()) if (client.dialling) await client.whenFree();
  }

  /** Removes the HTTP client that a session's webhooks are sent with. */
  dropHttpClient(userId: string, reason: string): void {
    this.httpClients.delete(userId);
    this.lostHttpClients.set(userId, reason);
  }

  /** The device of a user's cached JID; null when there is none or the store cannot be read just now. */
  readDevice(user: CachedUser): Device | null {
    if (this.failingReads.delete(user.id)) return null;
    return this.devices.get(user.jid) ?? null;
  }

  /** Tells the goroutine of a session to end its client: within a second one of them sees it. */
  pullKillSwitch(userId: string): void {
    const killSwitch = this.kills.get(userId);
    if (killSwitch) killSwitch.pulled = true;
  }

  forgetRow(userId: string): void {
    this.rows.delete(userId);
    this.#listRows.delete(userId);
    this.#versions.delete(userId);
  }

  /** A sequence that kills the real service happened. Returns true when this one is dead now. */
  die(reason: string, detail: string): boolean {
    const death = { at: Date.now(), reason, detail, fatal: this.options.deadly };
    this.deaths.push(death);
    if (death.fatal) {
      this.stopProcess();
      this.onDeath(death);
    }
    return death.fatal;
  }

  /** The process ends: memory is gone, its sockets close, the database stays. */
  stopProcess(): void {
    this.alive = false;
    this.timers.clear();
    const clients = new Set([...this.running, ...this.clients.values()]);
    this.cache = new Map();
    this.clients = new Map();
    this.httpClients = new Set();
    this.kills = new Map();
    this.running = new Set();
    this.deadEnds.clear();
    for (const client of clients) {
      client.onEvent = () => {};
      client.onCode = null;
      client.disconnect();
    }
    for (const row of this.rows.values()) row.hmacKeyInUse = false;
  }

  /** The process starts again with an empty memory. */
  startProcess(): void {
    this.timers = createTimers(this.options.speed);
    this.alive = true;
    this.startedAt = Date.now();
  }
}
