import { onTestFinished } from 'vitest';
import type { Simulator, StartOptions } from './simulator.ts';
import { startSimulator } from './simulator.ts';
import type { HookReceiver } from './test-hook.ts';
import { startHookReceiver } from './test-hook.ts';

interface ServiceBody {
  code?: number;
  error?: string;
  success?: boolean;
  data?: Record<string, unknown> & { QRCode?: string };
}

interface SessionStatus {
  connected: boolean;
  loggedIn: boolean;
  jid: string;
  qrcode: string;
  events: string;
}

/** A simulator at twenty times the speed with callers for it; the end of the test stops it. */
export async function start(options: StartOptions = {}) {
  const simulator = await startSimulator({ speed: 20, ...options });
  onTestFinished(() => simulator.stop());
  return { simulator, control: simulator.control, calls: serviceCalls(simulator) };
}

/** The same with a receiver behind the global webhook, signed with `key`. */
export async function startWithHook(options: StartOptions = {}) {
  const hook: HookReceiver = await startHookReceiver();
  onTestFinished(() => hook.stop());
  return { hook, ...(await start({ webhookUrl: hook.url, webhookHmacKey: 'key'.repeat(12), ...options })) };
}

/** Calls the simulator as a client of the service would. */
export function serviceCalls({ url, adminToken }: Pick<Simulator, 'url' | 'adminToken'>) {
  async function send(method: string, path: string, headers: Record<string, string>, body?: unknown) {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url + path, { method, headers, body: text, redirect: 'manual' });
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, text: answer, body: (isJson ? JSON.parse(answer) : {}) as ServiceBody };
  }
  return {
    send,
    get: (path: string, token: string) => send('GET', path, { token }),
    post: (path: string, token: string, body?: unknown) => send('POST', path, { token }, body),
    admin: (method: string, path: string, body?: unknown) =>
      send(method, path, { authorization: adminToken }, body),
    connect: (token: string, subscribe: string[] = ['All']) =>
      send('POST', '/session/connect', { token }, { Subscribe: subscribe, Immediate: true }),
    status: async (token: string) =>
      (await send('GET', '/session/status', { token })).body.data as unknown as SessionStatus,
  };
}

/** Asks again and again until there is a value. Throws after twenty seconds without one. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, everyMs = 5): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Asks again and again until it is so. Throws after twenty seconds. */
export async function untilTrue(look: () => boolean | Promise<boolean>): Promise<void> {
  await until(async () => (await look()) || undefined);
}
