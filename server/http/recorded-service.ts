/** For tests: a service over HTTP that answers what the real one answered when it was recorded. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recordings, requestsOf, type RecordedRequest } from '../upstream/testing.ts';

type Json = Record<string, unknown>;
/** `GET /session/status` of one session, as recorded. */
export interface RecordedStatus {
  build: string;
  data: Json & { connected: boolean; loggedIn: boolean; jid: string; qrcode: string };
}

const all = recordings.flatMap(([, recording]) =>
  requestsOf(recording).map((request) => ({ build: recording.service, request })),
);

function distinct<T>(items: T[], key: (item: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const item of items) if (!seen.has(key(item))) seen.set(key(item), item);
  return [...seen.values()];
}

const statuses: RecordedStatus[] = all.flatMap(({ build, request: { method, path, status, body } }) => {
  if (method !== 'GET' || path !== '/session/status' || status !== 200) return [];
  return [{ build, data: (body as { data: RecordedStatus['data'] }).data }];
});

/** One of each kind that was recorded, of each build. */
export const recordedStatuses = distinct(statuses, ({ build, data }) =>
  JSON.stringify([build, data.connected, data.loggedIn, data.jid !== '', data.qrcode !== '']),
);

export const saysOf = ({ body }: RecordedRequest): string =>
  typeof body === 'string' ? (body.split(':')[0] ?? '') : String((body as Json).error ?? 'yes');

/** One of each answer to a call that changes something. */
export const recordedAnswers = distinct(
  all.filter(
    ({ request: { method, path } }) =>
      method === 'POST' && /^\/session\/(connect|disconnect|logout|pairphone)$/.test(path),
  ),
  ({ request }) => JSON.stringify([request.path, request.status, saysOf(request)]),
).map(({ request }) => request);

interface Played {
  id: string;
  token: string;
  data: Json;
  /** What its next call that changes something is answered. */
  answer?: RecordedRequest;
}

export interface RecordedService {
  url: string;
  add(session: Played): void;
  stop(): Promise<void>;
}

export async function playRecorded(): Promise<RecordedService> {
  const byToken = new Map<string, Played>();
  const rowOf = ({ id, token, data }: Played): Json => ({ ...data, id, token });
  const send = (response: ServerResponse, status: number, body: unknown, contentType = 'application/json') =>
    response
      .writeHead(status, { 'content-type': contentType })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  const yes = (response: ServerResponse, data: unknown) =>
    send(response, 200, { code: 200, data, success: true });

  const server = createServer((request, response) => {
    request.resume();
    const session = byToken.get(String(request.headers.token));
    const call = `${request.method} ${request.url}`;
    const played = [...byToken.values()];
    const byId = /^GET \/admin\/users\/(\w+)$/.exec(call)?.[1];
    if (call === 'GET /admin/users') return yes(response, played.map(rowOf));
    if (byId) return yes(response, played.filter(({ id }) => id === byId).map(rowOf));
    if (call === 'GET /health') return send(response, 200, { status: 'ok' });
    if (!session) return send(response, 401, { code: 401, error: 'unauthorized', success: false });
    if (call === 'GET /session/status') return yes(response, rowOf(session));
    const { answer } = session;
    if (!answer || answer.path !== request.url)
      return send(response, 500, { code: 500, error: 'no session', success: false });
    if (answer.status !== null)
      return send(response, answer.status, answer.body, answer.contentType ?? undefined);
    // No answer at all: the connection was cut, or it never came.
    if (saysOf(answer) !== 'TimeoutError') request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (session) => void byToken.set(session.token, session),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
