import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimulatorControl } from './control.ts';
import { ControlError } from './control-error.ts';
import { readBody, write } from './front-door.ts';
import type { ScanOptions } from './phone.ts';
import type { SeedUser } from './seed.ts';
import type { ServiceFaults } from './service-faults.ts';
import type { WebhookFaults } from './webhooks.ts';
import type { Reach } from './whatsapp.ts';
import { ScanRefused } from './whatsapp.ts';

interface Body extends Partial<ServiceFaults>, Partial<WebhookFaults>, ScanOptions {
  user?: string;
  url?: string;
  key?: string;
  users?: SeedUser[];
  on?: boolean;
  reach?: Reach;
  cut?: boolean;
  mode?: 'reset' | 'refuse';
  kill?: boolean;
  ms?: number;
  which?: WebhookFaults['lose'];
  code?: string | number;
  forMs?: number;
  minutes?: number;
  reason?: number;
  times?: number;
  name?: string;
}

/** Only the named fields that are there. */
function pick<K extends keyof Body>(body: Body, keys: readonly K[]): Pick<Body, K> {
  const found = keys.filter((key) => body[key] !== undefined).map((key) => [key, body[key]]);
  return Object.fromEntries(found) as Pick<Body, K>;
}

/** The controls over HTTP, as JSON: POST /_sim/<name> `{user, ...}` and GET /_sim/truth, /_sim/calls, /_sim/troubles. */
export function createControlHttp(control: SimulatorControl) {
  const withoutUser: Record<string, (body: Body) => unknown> = {
    'GET truth': (body) => (body.user === undefined ? control.truth() : control.truthOf(body.user)),
    'GET calls': () => control.calls(),
    'GET troubles': () => control.troubles(),
    'POST calls/reset': () => control.resetCalls(),
    'POST seed': (body) => seed(body),
    'POST seed/demo': () => control.seedDemo(),
    'POST outage': (body) => control.outage(body.on !== false, body),
    'POST silence': (body) => control.silence(body.on !== false, body.user),
    'POST down': (body) => control.down(body),
    'POST up': () => control.up(),
    'POST restart': () => control.restart(),
    'POST revive': () => control.revive(),
    'POST slow': (body) => control.faults({ slowMs: Number(body.ms ?? 0) }),
    'POST hang': (body) => control.faults({ hang: body.on !== false }),
    'POST error500': (body) => control.faults({ error500: body.on !== false }),
    'POST garbage': (body) => control.faults({ garbage: body.on !== false }),
    'POST faults': (body) =>
      control.faults(
        pick(body, ['slowMs', 'hang', 'error500', 'garbage', 'instead', 'sqliteHiccups', 'only']),
      ),
    'POST globalWebhook': ({ url, key }) => control.globalWebhook(String(url), String(key)),
    'POST webhooks': (body) => control.webhookFaults(pick(body, ['lose', 'delayMs', 'double', 'shuffleMs'])),
    'POST loseWebhooks': (body) => control.webhookFaults({ lose: body.which ?? 'all' }),
  };
  const withUser: Record<string, (user: string, body: Body) => unknown> = {
    'POST scan': (user, body) => control.scan(user, body),
    'POST enterCode': (user, body) => control.enterCode(user, { ...body, code: String(body.code) }),
    'POST unlink': (user) => control.unlink(user),
    'POST drop': (user) => control.drop(user),
    'POST goOffline': (user, body) => control.goOffline(user, body),
    'POST comeBack': (user) => control.comeBack(user),
    'POST openElsewhere': (user) => control.openElsewhere(user),
    'POST ban': (user, body) =>
      control.ban(user, {
        minutes: body.minutes,
        code: body.code === undefined ? undefined : Number(body.code),
      }),
    'POST unban': (user) => control.unban(user),
    'POST outdated': (user, body) => control.outdated(user, body.on !== false),
    'POST refuseLogin': (user, { reason = 403, times }) => control.refuseLogin(user, { reason, times }),
    'POST rename': (user, body) => control.rename(user, body.name ?? ''),
    'POST failNextRead': (user) => control.failNextRead(user),
    'POST deadEnd': (user, body) => control.deadEnd(user, body.on !== false),
    'POST streamError': (user, body) => control.streamError(user, String(body.code)),
  };

  function seed(body: Body) {
    return (body.users ?? []).map((user) => control.addUser(user));
  }

  async function run(key: string, body: Body): Promise<unknown> {
    const plainControl = withoutUser[key];
    if (plainControl) return plainControl(body);
    const userControl = withUser[key];
    if (!userControl) throw new ControlError(`no control "${key}"`);
    if (body.user === undefined) throw new ControlError('which user? give `user`: an id or a token');
    return userControl(body.user, body);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(`http://service${request.url ?? '/'}`);
    const text = await readBody(request);
    const answer = (status: number, body: unknown) =>
      write(response, { status, body: JSON.stringify(body), contentType: 'application/json' });
    try {
      const given = text === '' ? {} : (JSON.parse(text) as Body);
      const body = { ...Object.fromEntries(url.searchParams), ...given };
      const result = await run(`${request.method} ${url.pathname.slice('/_sim/'.length)}`, body);
      answer(200, result ?? { ok: true });
    } catch (error) {
      const refused = error instanceof ControlError || error instanceof ScanRefused;
      answer(refused || error instanceof SyntaxError ? 400 : 500, {
        error: error instanceof Error ? error.message : String(error),
        ...(refused ? { why: error.why } : {}),
      });
    }
  };
}
