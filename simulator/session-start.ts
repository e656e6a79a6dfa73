import { appStateKeyMessage } from './app-state-key.ts';
import { codeImage } from './code-image.ts';
import type { Service } from './service.ts';
import type { ClientEvent, CodeItem } from './session-client.ts';
import { SessionClient } from './session-client.ts';
import type { CachedUser } from './user.ts';
import type { Webhooks } from './webhooks.ts';

/** The service reads the device from its database before the new client takes the old one's place. */
const STORE_READ_MS = 3;
/** Then it takes a moment until the client dials and holds the lock: /qr says "not connected". */
const BEFORE_DIAL_MS = 3;
/** A paired session is tried three times: at 0, 5 and 15 s. */
const ATTEMPT_PAUSES_MS = [0, 5_000, 10_000] as const;
/** Each client's goroutine looks for its kill switch once a second. */
const KILL_LOOK_MS = 1_000;
/** The account's name arrives from the phone a moment after the first login. */
const NAME_ARRIVES_MS = 500;

interface Session {
  service: Service;
  webhooks: Webhooks;
  user: CachedUser;
  client: SessionClient;
  /** Started although the client before it was healing a drop by itself (K2). */
  whileHealing: boolean;
}

/** What the service does after the answer to a connect, and at its own start for what was connected. */
export async function startSession(service: Service, webhooks: Webhooks, user: CachedUser): Promise<void> {
  const { timers } = service;
  const killSwitch = { pulled: false };
  service.kills.set(user.id, killSwitch);
  await realPause(STORE_READ_MS);
  if (!service.alive || service.timers !== timers) return;
  const device = service.readDevice(user);
  const { whatsapp, options } = service;
  const client = new SessionClient(user.id, device, {
    whatsapp,
    timers,
    latency: options.latency,
    speed: options.speed,
  });
  const before = service.live(user.id);
  const session = { service, webhooks, user, client, whileHealing: before.loggedIn && !before.connected };
  client.onEvent = (event) => handleEvent(session, event);
  service.clients.set(user.id, client);
  service.httpClients.add(user.id);
  service.running.add(client);
  await realPause(BEFORE_DIAL_MS);
  if (!service.alive || service.timers !== timers) return;
  if (device) await connectPaired(session);
  else await connectUnpaired(session);
}

function realPause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function connectUnpaired(session: Session): Promise<void> {
  const { service, client } = session;
  client.onCode = (item) => handleCode(session, item);
  try {
    await client.connect();
  } catch {
    // The service gives up without a word; its client stays known and /qr says "not connected".
    service.running.delete(client);
  }
}

function handleCode(session: Session, item: CodeItem): void {
  const { service, webhooks, user, client } = session;
  if (item.kind === 'code') {
    const image = codeImage(item.text);
    rememberCode(session, image);
    if (!service.rows.has(user.id) && !service.httpClients.has(user.id)) {
      return void service.die('K5', 'a new code of a session that was deleted in full');
    }
    webhooks.send(user, 'QR', { event: 'code', qrCodeBase64: image });
    return;
  }
  if (item.kind === 'timeout') {
    rememberCode(session, '');
    webhooks.send(user, 'QRTimeout', { event: 'timeout' });
    // It removes what the session's id points at, even when that is a newer, online client.
    service.clients.delete(user.id);
    service.dropHttpClient(user.id, 'K3');
    service.running.delete(client);
    service.touch(user.id);
    return;
  }
  if (item.kind === 'success') {
    rememberCode(session, '');
    service.update(user.id, { connected: true });
  }
  watchKillSwitch(session);
}

function rememberCode({ service, user }: Session, image: string): void {
  service.update(user.id, { qrcode: image });
  service.updateCache(user.token, { qrcode: image });
}

async function connectPaired(session: Session): Promise<void> {
  const { service, webhooks, user, client } = session;
  const { timers } = service;
  let firstError: unknown;
  for (const pauseMs of ATTEMPT_PAUSES_MS) {
    if (pauseMs > 0) await timers.sleep(pauseMs);
    try {
      await client.connect();
      break;
    } catch (error) {
      firstError ??= error;
    }
  }
  if (firstError === undefined) return watchKillSwitch(session);
  // The first error is never cleared: a later attempt that worked is taken for a failure as well.
  service.clients.delete(user.id);
  service.dropHttpClient(user.id, session.whileHealing ? 'K2' : 'K1');
  service.running.delete(client);
  service.update(user.id, { connected: false });
  webhooks.send(user, 'ConnectFailure', { event: 'ConnectFailure', error: String(firstError), attempts: 3 });
}

/** Ends the client within a second after its session's switch was pulled, unless another one looks first. */
function watchKillSwitch({ service, user, client }: Session): void {
  const { timers } = service;
  const look = () => {
    const killSwitch = service.kills.get(user.id);
    if (!killSwitch?.pulled) return void timers.after(KILL_LOOK_MS, look);
    service.kills.delete(user.id);
    client.disconnect();
    service.clients.delete(user.id);
    service.dropHttpClient(user.id, 'T6');
    service.running.delete(client);
    service.update(user.id, { connected: false });
  };
  look();
}

function handleEvent(session: Session, event: ClientEvent): void {
  const { service, webhooks, user } = session;
  const { type, device } = event;
  if (type === 'PairSuccess' && device) {
    service.devices.set(device.jid, device);
    service.update(user.id, { jid: device.jid });
    service.updateCache(user.token, { jid: device.jid });
  } else if (type === 'Connected') {
    learnName(session);
  } else if (type === 'LoggedOut') {
    if (device) service.devices.delete(device.jid);
    service.update(user.id, { connected: false });
    service.pullKillSwitch(user.id);
  }
  service.touch(user.id);
  webhooks.send(user, type, { event: event.body });
}

/**
 * The row is marked connected at a login only when the account's name is known already. It comes with the first
 * app state key, which the service pushes in clear to whoever subscribed to Message or All.
 */
function learnName({ service, webhooks, user, client }: Session): void {
  const { device } = client;
  if (!device || !service.options.accountNames) return;
  if (service.knownNames.has(device.jid)) return service.update(user.id, { connected: true });
  service.timers.after(NAME_ARRIVES_MS, () => {
    service.knownNames.add(device.jid);
    if (client.loggedIn) webhooks.send(user, 'Message', { event: appStateKeyMessage(device) });
  });
}
