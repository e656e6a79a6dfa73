/** For tests: the recorded answers, and small servers that give them. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RecordedRequest {
  kind: 'request';
  method: string;
  path: string;
  requestBody: unknown;
  /** Null: no answer; `body` names the error. */
  status: number | null;
  contentType: string | null;
  body: unknown;
}

export interface RecordedWebhook {
  kind: 'webhook';
  requestHeaders: Record<string, string>;
  requestBody: Record<string, unknown> | string;
  /** "valid (…)" or "none". */
  signature: string;
  rawBody?: string;
}

interface Recording {
  service: string;
  scenario: string;
  hmacKey: string;
  userHmacKey?: string;
  adminToken: string;
  steps: (RecordedRequest | RecordedWebhook | { kind: 'phone' | 'note' })[];
}

const folder = new URL('./recorded/', import.meta.url);

/** Every recording, by its file's name. */
export const recordings: [file: string, recording: Recording][] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording]);

export const requestsOf = (recording: Recording) =>
  recording.steps.filter((step): step is RecordedRequest => step.kind === 'request');
export const webhooksOf = (recording: Recording) =>
  recording.steps.filter((step): step is RecordedWebhook => step.kind === 'webhook');

/** The bytes of a recorded answer: JSON was stored parsed, all else as text. */
export const bodyBytes = (body: unknown) =>
  Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

/** The first recorded answer to such a call. */
export function recorded(file: string, method: string, path: string, status = 200): RecordedRequest {
  const recording = recordings.find(([name]) => name === file)?.[1];
  const found =
    recording &&
    requestsOf(recording).find((one) => one.method === method && one.path === path && one.status === status);
  if (!found) throw new Error(`${file} has no ${method} ${path} answered ${status}`);
  return found;
}

/** A server on a free port, gone with the test. Returns its address. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A listener that gives one recorded answer to whoever asks. */
export const replay =
  ({
    status,
    contentType,
    body,
  }: Pick<RecordedRequest, 'status' | 'contentType' | 'body'>): RequestListener =>
  (_request, response) => {
    response.writeHead(status ?? 500, contentType === null ? {} : { 'content-type': contentType });
    response.end(bodyBytes(body));
  };

export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
}

/** Swallows the log. */
export const quiet = { debug: () => undefined };
