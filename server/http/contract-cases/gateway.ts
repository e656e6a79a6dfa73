/** The audit, the system, the documents, and the door for pushes. */
import { createHmac } from 'node:crypto';
import { sessions, type Case } from './case.ts';
import { hex, listOf, partly, unauthorized } from './shapes.ts';

export const gatewayCases: Case[] = [
  {
    what: 'the audit',
    call: 'GET /api/admin/audit?limit=200',
    code: 200,
    data: partly({ entries: listOf({ action: 'session.connect' }) }),
  },
  {
    what: 'the audit, for an operator',
    as: 'oscar',
    call: 'GET /api/admin/audit',
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'the audit, with a query that is none',
    call: 'GET /api/admin/audit?limit=-1',
    code: 400,
    reason: 'invalid_query',
  },
  { what: 'the system', as: 'oscar', call: 'GET /api/admin/system', code: 200 },
  {
    what: 'the system, for a viewer',
    as: 'vera',
    call: 'GET /api/admin/system',
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'how fast changes went out',
    as: 'oscar',
    call: 'GET /api/admin/system/pushes?window=24h',
    code: 200,
    data: partly({ window: '24h' }),
  },
  {
    what: 'how fast changes went out, for a viewer',
    as: 'vera',
    call: 'GET /api/admin/system/pushes',
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'how fast changes went out, in a week that nobody keeps',
    call: 'GET /api/admin/system/pushes?window=7d',
    code: 400,
    reason: 'invalid_query',
  },
  {
    what: 'a webhook without a signature',
    as: 'nobody',
    call: 'POST /api/upstream/webhook',
    body: {},
    ...unauthorized,
  },
  {
    what: 'a webhook with its signature',
    as: 'nobody',
    call: 'POST /api/upstream/webhook',
    text: '{}',
    headers: ({ gateway: { hmacKey } }) => ({
      'x-hmac-signature': createHmac('sha256', hmacKey).update('{}').digest('hex'),
    }),
    code: 200,
    data: {},
  },
  {
    what: 'a webhook that is too large',
    as: 'nobody',
    call: 'POST /api/upstream/webhook',
    text: ' '.repeat(1_100_000),
    code: 413,
    reason: 'payload_too_large',
  },
  { what: 'healthz', as: 'nobody', call: 'GET /healthz', code: 200 },
  { what: 'readyz', as: 'nobody', call: 'GET /readyz', code: 200 },
  { what: 'metrics', as: 'nobody', call: 'GET /metrics', code: 200 },
  {
    what: 'metrics through a proxy',
    as: 'nobody',
    call: 'GET /metrics',
    headers: { 'x-forwarded-for': '203.0.113.1' },
    code: 403,
    reason: 'forbidden',
  },
  { what: 'the OpenAPI document', as: 'nobody', call: 'GET /api/openapi.json', code: 200 },
  { what: 'the AsyncAPI document', as: 'nobody', call: 'GET /asyncapi.json', code: 200 },
  { what: 'its page', as: 'nobody', call: 'GET /docs', code: 200 },
  { what: 'an end of an API key', call: 'DELETE /api/admin/api-keys/{key}', code: 200, data: { id: hex } },
  { what: 'a call with a key that has ended', as: 'key', call: `GET ${sessions}`, ...unauthorized },
];
