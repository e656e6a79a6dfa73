import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CaughtHook {
  type: string;
  event: unknown;
  userID: string;
  instanceName: string;
  rawBody: string;
  contentType: string;
  signature: string | undefined;
}

export interface HookReceiver {
  url: string;
  caught: CaughtHook[];
  types(): string[];
  /** The status that the next calls get; 204 when the list is empty. */
  answers: number[];
  stop(): Promise<void>;
}

/** A receiver of webhooks on a free port. It understands both formats. */
export async function startHookReceiver(): Promise<HookReceiver> {
  const caught: CaughtHook[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks).toString('utf8');
      const contentType = request.headers['content-type'] ?? '';
      const signature = request.headers['x-hmac-signature'];
      caught.push({
        ...parseHook(rawBody, contentType),
        rawBody,
        contentType,
        signature: typeof signature === 'string' ? signature : undefined,
      });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    caught,
    types: () => caught.map(({ type }) => type),
    answers,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parseHook(rawBody: string, contentType: string) {
  if (contentType.startsWith('application/json')) {
    return JSON.parse(rawBody) as Pick<CaughtHook, 'type' | 'event' | 'userID' | 'instanceName'>;
  }
  const form = new URLSearchParams(rawBody);
  const json = JSON.parse(form.get('jsonData') ?? '{}') as Pick<CaughtHook, 'type' | 'event'>;
  return { ...json, userID: form.get('userID') ?? '', instanceName: form.get('instanceName') ?? '' };
}

/** Lowercase hex HMAC-SHA256 over the exact body. */
export function signatureOf(rawBody: string, key: string): string {
  return createHmac('sha256', key).update(rawBody).digest('hex');
}
