import type { Timers } from './clock.ts';
import type { Latency } from './options.ts';
import type { CodeSeries } from './code-series.ts';
import { startCodeSeries } from './code-series.ts';
import type { WhatsApp } from './whatsapp.ts';
import type { Device, Link, LinkOwner, LoginFailure, StreamEnd } from './whatsapp-link.ts';
import { startKeepAlive } from './keep-alive.ts';

/** What the login codes of an unpaired client come to. */
export type CodeItem = { kind: 'code'; text: string } | { kind: 'timeout' | 'success' | 'error' };

/** An event as the service's handler gets it: the webhook's type and event body, and facts for the service. */
export interface ClientEvent {
  type: string;
  body: unknown;
  device?: Device;
}

export interface ClientWorld {
  whatsapp: WhatsApp;
  timers: Timers;
  latency: Latency;
  speed: number;
}

/** Delay before the nth attempt of a client that heals a drop: 0, 2, 4, 6 … s after the one before. */
const RECONNECT_STEP_MS = 2_000;

/** One client of the WhatsApp library inside the service: a socket, its codes, its self-healing. */
export class SessionClient implements LinkOwner {
  link: Link | null = null;
  loggedIn = false;
  device: Device | null;
  onEvent: (event: ClientEvent) => void = () => {};
  onCode: ((item: CodeItem) => void) | null = null;
  #dial: Promise<void> | null = null;
  #codes: CodeSeries | null = null;
  #stopKeepAlive: () => void = () => {};
  #cancelReconnect: () => void = () => {};
  #attempts = 0;
  readonly userId: string;
  readonly #world: ClientWorld;

  constructor(userId: string, device: Device | null, world: ClientWorld) {
    this.userId = userId;
    this.device = device;
    this.#world = world;
  }

  get connected(): boolean {
    return this.link !== null;
  }

  get dialling(): boolean {
    return this.#dial !== null;
  }

  /** Asking for the socket's state waits while the client dials: the library holds its lock until then. */
  async whenFree(): Promise<void> {
    while (this.#dial) await this.#dial;
  }

  /** Opens the socket. Rejects when WhatsApp cannot be reached. */
  async connect(): Promise<void> {
    await this.whenFree();
    if (this.link) return;
    const dialled = this.#world.whatsapp.dial(this, this.device).then((link) => {
      this.link = link;
      if (link.phase === 'registering') this.#startCodes(link);
      else this.#watchSilence(link);
    });
    this.#dial = dialled.then(
      () => void (this.#dial = null),
      () => void (this.#dial = null),
    );
    await dialled;
  }

  /** Closes the socket on purpose: no event, no healing. */
  disconnect(): void {
    this.#cancelReconnect();
    this.loggedIn = false;
    this.#closeLink();
  }

  #startCodes(link: Link): void {
    const { timers, latency, speed } = this.#world;
    this.#codes = startCodeSeries(link, { timers, firstCodeMs: latency.firstCodeMs, speed }, (item) => {
      if (item.kind === 'timeout') this.disconnect();
      this.onCode?.(item);
    });
  }

  #watchSilence(link: Link): void {
    this.#stopKeepAlive = startKeepAlive(this.#world.timers, {
      isSilent: () => this.#world.whatsapp.isSilent(link),
      onTimeout: (body) => this.onEvent({ type: 'KeepAliveTimeout', body }),
      onRestored: () => this.onEvent({ type: 'KeepAliveRestored', body: {} }),
      // After three silent minutes the library opens a new socket, without a word.
      onGiveUp: () => {
        this.#closeLink();
        this.#reconnect();
      },
    });
  }

  #endCodes(item: CodeItem): void {
    if (!this.#codes) return;
    this.#codes.stop();
    this.#codes = null;
    this.onCode?.(item);
  }

  #closeLink(): void {
    this.#stopKeepAlive();
    this.#codes?.stop();
    this.#codes = null;
    const link = this.link;
    this.link = null;
    if (link) this.#world.whatsapp.close(link);
  }

  onLoginSuccess(link: Link): void {
    if (link !== this.link) return;
    this.loggedIn = true;
    this.#attempts = 0;
    this.onEvent({ type: 'Connected', body: {} });
  }

  onLoginFailure(link: Link, failure: LoginFailure): void {
    if (link !== this.link) return;
    const { reason } = failure;
    if (reason === 500 || reason === 503) return this.#reconnectAfter(link);
    this.#endAfterNotice(link);
    if (reason === 401 || reason === 403 || reason === 406) {
      this.loggedIn = false;
      this.#loggedOut({ OnConnect: true, Reason: reason });
    } else if (reason === 402) {
      // Go writes a duration as nanoseconds.
      const expire = (failure.expireMs ?? 0) * 1e6;
      this.onEvent({ type: 'TemporaryBan', body: { Code: failure.code ?? 101, Expire: expire } });
    } else if (reason === 405) {
      this.#codes?.stop();
      this.onEvent({ type: 'ClientOutdated', body: {} });
      this.#endCodes({ kind: 'error' });
    } else {
      const attributes = { location: 'simulator', reason: String(reason) };
      const raw = { Attrs: attributes, Content: null, Tag: 'failure' };
      this.onEvent({ type: 'ConnectFailure', body: { Reason: reason, Message: '', Raw: raw } });
    }
  }

  onPaired(link: Link, device: Device, platform: string, businessName: string): void {
    if (link !== this.link) return;
    const body = { ID: device.jid, LID: device.lid, BusinessName: businessName, Platform: platform };
    this.device = device;
    this.onEvent({ type: 'PairSuccess', body, device });
    this.#endCodes({ kind: 'success' });
    const { timers, latency } = this.#world;
    timers.after(latency.pairMs, () => {
      if (link === this.link) this.#replaceSocket();
    });
  }

  /** WhatsApp's 515 asks for a new socket: for a moment there is none. */
  #replaceSocket(): void {
    this.#closeLink();
    this.#cancelReconnect = this.#world.timers.after(this.#world.latency.pairGapMs, () => this.#reconnect());
  }

  onPairRefused(link: Link, device: Device): void {
    if (link !== this.link) return;
    const body = { ID: device.jid, LID: device.lid, BusinessName: '', Platform: 'android', Error: {} };
    this.#codes?.stop();
    this.onEvent({ type: 'PairError', body });
    this.#endCodes({ kind: 'error' });
    this.disconnect();
  }

  onStreamEnd(link: Link, end: StreamEnd): void {
    if (link !== this.link) return;
    this.loggedIn = false;
    if (end.kind === 'unlinked') {
      this.#loggedOut({ OnConnect: false, Reason: 401 });
    } else if (end.kind === 'error') {
      if (end.code === '515') return this.#replaceSocket();
      const raw = { Attrs: end.code === '' ? null : { code: end.code }, Content: null, Tag: 'stream:error' };
      if (end.code !== '503') this.onEvent({ type: 'StreamError', body: { Code: end.code, Raw: raw } });
      return this.#reconnectAfter(link);
    }
    this.#endAfterNotice(link);
  }

  onCut(link: Link): void {
    if (link !== this.link) return;
    this.link = null;
    this.#stopKeepAlive();
    this.onEvent({ type: 'Disconnected', body: {} });
    if (this.#codes) return this.#endCodes({ kind: 'timeout' });
    if (this.device) this.#scheduleReconnect();
  }

  onRenamed(link: Link, name: string): void {
    if (link !== this.link) return;
    const body = { Timestamp: new Date().toISOString(), Action: { name }, FromFullSync: false };
    this.onEvent({ type: 'Connected', body });
  }

  #endAfterNotice(link: Link): void {
    this.#stopKeepAlive();
    this.#world.timers.after(this.#world.latency.endMs, () => {
      if (link === this.link) this.#closeLink();
    });
  }

  #reconnectAfter(link: Link): void {
    this.#world.timers.after(this.#world.latency.endMs, () => this.#world.whatsapp.cut(link));
  }

  #loggedOut(body: { OnConnect: boolean; Reason: number }): void {
    const device = this.device ?? undefined;
    if (device) device.linked = false;
    this.device = null;
    this.onEvent({ type: 'LoggedOut', body, device });
  }

  #scheduleReconnect(): void {
    const delay = this.#attempts++ * RECONNECT_STEP_MS;
    this.#cancelReconnect = this.#world.timers.after(delay, () => this.#reconnect());
  }

  #reconnect(): void {
    if (this.link) return;
    this.connect().catch(() => this.#scheduleReconnect());
  }
}
