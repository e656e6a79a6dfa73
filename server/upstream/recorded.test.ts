import { AxiosError } from 'axios';
import { describe, expect, it } from 'vitest';
import {
  connectAnswer,
  createdAnswer,
  detailsAnswer,
  doneAnswer,
  healthAnswer,
  oneAnswer,
  pairPhoneAnswer,
  qrAnswer,
  settle,
  statusAnswer,
  webhookAnswer,
  type Answer,
} from './answers.ts';
import { exchangeFault } from './exchange-fault.ts';
import { createRowMemory, type ListedRow } from './session-list.ts';
import type { SessionReading } from './session-reading.ts';
import { bodyBytes, recordings, requestsOf, type RecordedRequest } from './testing.ts';

type Json = Record<string, unknown>;

async function listed(answer: Answer): Promise<SessionReading[]> {
  const rows: ListedRow[] = [];
  for await (const batch of createRowMemory().list(answer, 0).rows()) rows.push(...batch);
  return rows.map((row) => row.reading);
}

const parsers: Record<string, (answer: Answer) => unknown> = {
  'GET /admin/users': listed,
  'GET /admin/users/{id}': oneAnswer,
  'GET /session/status': statusAnswer,
  'GET /session/qr': qrAnswer,
  'GET /health': healthAnswer,
  'POST /session/connect': connectAnswer,
  'POST /session/disconnect': detailsAnswer,
  'POST /session/logout': detailsAnswer,
  'POST /session/pairphone': pairPhoneAnswer,
  'POST /webhook': webhookAnswer,
  'POST /admin/users': createdAnswer,
  'PUT /admin/users/{id}': doneAnswer,
  'DELETE /admin/users/{id}/full': doneAnswer,
  'POST /session/proxy': doneAnswer,
  'POST /session/hmac/config': doneAnswer,
  'DELETE /session/hmac/config': doneAnswer,
};

const nodeCodes: Record<string, string> = {
  ConnectionRefusedError: 'ECONNREFUSED',
  ConnectionResetError: 'ECONNRESET',
  RemoteDisconnected: 'ECONNRESET',
};

const callOf = ({ method, path }: RecordedRequest) =>
  `${method} ${path.replace(/\?.*/, '').replace(/\/[0-9a-f]{32}/, '/{id}')}`;

async function outcome(parse: () => unknown): Promise<unknown> {
  try {
    return await parse();
  } catch (error) {
    return error;
  }
}

function expectReading(reading: unknown, row: Json) {
  const proxy = row.proxy_config as Json;
  const s3 = row.s3_config as Json;
  expect(reading).toEqual({
    id: row.id,
    name: row.name,
    token: row.token,
    connected: row.connected,
    loggedIn: row.loggedIn,
    jid: row.jid,
    qrImage: row.qrcode,
    events: row.events,
    webhook: row.webhook,
    proxyEnabled: proxy.enabled,
    proxyUrl: proxy.proxy_url,
    s3: {
      enabled: s3.enabled,
      endpoint: s3.endpoint,
      region: s3.region,
      bucket: s3.bucket,
      pathStyle: s3.path_style,
      publicUrl: s3.public_url,
      mediaDelivery: s3.media_delivery,
      retentionDays: s3.retention_days,
    },
    partial: false,
  });
}

/** What the body itself says the parser must have made of it. */
function expectYes(call: string, result: unknown, body: Json) {
  const data = body.data as Json;
  const rows = body.data as Json[];
  switch (call) {
    case 'GET /admin/users':
      expect(result).toHaveLength(rows.length);
      rows.forEach((row, index) => expectReading((result as SessionReading[])[index], row));
      return;
    case 'GET /admin/users/{id}':
      if (rows[0]) expectReading(result, rows[0]);
      else expect(result).toBeNull();
      return;
    case 'GET /session/status':
      expectReading(result, data);
      return;
    case 'GET /session/qr':
      expect(result).toEqual({ image: data.QRCode });
      return;
    case 'GET /health':
      expect(result).toMatchObject({ version: body.version, totalUsers: body.total_users });
      return;
    case 'POST /session/connect':
      expect(result).toEqual({ already: false, ...data });
      return;
    case 'POST /session/disconnect':
    case 'POST /session/logout':
      expect(result).toEqual({ details: data.Details });
      return;
    case 'POST /session/pairphone':
      expect(result).toEqual({ linkingCode: expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/) });
      return;
    case 'POST /webhook':
      expect(result).toEqual({ webhook: data.webhook });
      return;
    case 'POST /admin/users':
      expect(result).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/) });
      return;
    default:
      expect(result === undefined || result !== null).toBe(true);
      expect(result).not.toBeInstanceOf(Error);
  }
}

function expectNo(call: string, result: unknown, { status, body }: RecordedRequest) {
  if (typeof body === 'string') {
    if (call === 'GET /health') return expect(result).toBeNull();
    return expect(result).toMatchObject({ name: 'UpstreamError', kind: 'not_json', status });
  }
  const says = String((body as Json).error).toLowerCase();
  const busy = /^(database is locked|problem accessing db|database error)/.test(says);
  if (call === 'GET /session/qr' && status === 500 && !busy) return expect(result).toEqual({ says });
  if (call === 'POST /session/connect' && says === 'already connected') {
    return expect(result).toMatchObject({ already: true });
  }
  const kind = status === 401 ? 'refused_token' : busy ? 'busy' : 'said_no';
  expect(result).toMatchObject({ name: 'UpstreamError', kind, status, says, mayHaveHappened: false });
}

describe('every recorded answer is read for what it says', () => {
  it.each(recordings)('%s', async (_file, recording) => {
    for (const request of requestsOf(recording)) {
      const call = callOf(request);
      if (request.status === null) {
        const name = String(request.body).split(':')[0] ?? '';
        const fault = exchangeFault(
          new AxiosError('', nodeCodes[name]),
          name === 'TimeoutError' ? 'timeout' : null,
          false,
        );
        expect(fault.kind).toBe(name === 'TimeoutError' ? 'timeout' : 'unreachable');
        continue;
      }
      const answer: Answer = {
        status: request.status,
        contentType: request.contentType ?? '',
        bytes: bodyBytes(request.body),
      };
      const result = await outcome(() => (parsers[call] ?? settle)(answer));
      const yes = typeof request.body === 'object' && request.status < 300;
      if (yes) expectYes(call, result, request.body as Json);
      else expectNo(call, result, request);
    }
  });
});
