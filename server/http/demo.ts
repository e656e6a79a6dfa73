/** The demo's phone and its weather: what the dashboard's drawer may do to the simulator, and nothing more. */
import { Router } from 'express';
import { z } from 'zod';
import { Why } from '../../contract/words.ts';
import { ApiError } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { adminPerson, authenticated } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { json, readBody } from './validate.ts';

const sessionId = z.string().min(1).max(64);
const OneSession = z.strictObject({ sessionId });
const Nothing = z.strictObject({});

/** POST /api/demo/{name}, and GET /api/demo/troubles for how it misbehaves now; `qr` is the text of the code that the phone's camera read. */
const controls = {
  scan: z.strictObject({
    sessionId,
    qr: z.string().max(2_000).optional(),
    phone: z.string().max(20).optional(),
  }),
  enterCode: z.strictObject({ sessionId, code: z.string().max(20), phone: z.string().max(40).optional() }),
  unlink: OneSession,
  drop: OneSession,
  goOffline: z.strictObject({ sessionId, forMs: z.number().min(0).max(600_000).optional() }),
  comeBack: OneSession,
  openElsewhere: OneSession,
  ban: z.strictObject({ sessionId, minutes: z.number().min(0).max(100_000).optional() }),
  unban: OneSession,
  down: Nothing,
  up: Nothing,
  slow: z.strictObject({ ms: z.number().min(0).max(60_000) }),
  loseWebhooks: z.strictObject({ which: z.enum(['none', 'half', 'all']) }),
} satisfies Record<string, z.ZodType>;

const answerWithinMs = 5_000;

export function demoRoutes(deps: AppDeps & { demo: { controlUrl: string } }): Router {
  const router = Router();
  for (const [name, schema] of Object.entries(controls)) {
    resource(router, `/${name}`, {
      post: [
        authenticated(deps.auth),
        adminPerson,
        json,
        async (request, response) => {
          const body = readBody<z.ZodType<object>>(schema, request, {});
          sendData(response, await play(deps.demo.controlUrl, name, body));
        },
      ],
    });
  }
  resource(router, '/troubles', {
    get: [
      authenticated(deps.auth),
      adminPerson,
      async (_request, response) => sendData(response, await ask(`${deps.demo.controlUrl}/troubles`)),
    ],
  });
  return router;
}

function play(controlUrl: string, name: string, body: object): Promise<unknown> {
  const { sessionId: user, ...how } = body as { sessionId?: string };
  return ask(`${controlUrl}/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...(user === undefined ? {} : { user }), ...how }),
  });
}

async function ask(url: string, how: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(url, {
    ...how,
    signal: AbortSignal.timeout(answerWithinMs),
  }).catch((error: unknown) => {
    throw new ApiError(502, 'upstream_unreachable', 'The simulator does not answer.', {
      details: String(error),
    });
  });
  const said = (await answer.json()) as { error?: string; why?: string };
  if (!answer.ok) {
    const { data: why } = Why.safeParse(said.why);
    throw new ApiError(409, 'not_now', said.error ?? 'The simulator refused.', { why });
  }
  return said;
}
