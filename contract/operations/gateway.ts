/** The gateway itself: its state, its audit, its documents, and the door for the service's pushes. */
import { z } from 'zod';
import { AuditData, AuditQuery } from '../audit.ts';
import { PushesQuery, PushesView, SystemView } from '../system.ts';
import type { Operation } from './operation.ts';

const tag = 'Gateway';
const json = 'application/json';
const database = z.enum(['answers', 'away']);

export const gatewayOperations: Operation[] = [
  {
    id: 'system',
    method: 'get',
    path: '/api/admin/system',
    tag,
    summary: 'How the gateway is',
    description: 'Not for viewers.',
    who: 'person',
    data: SystemView,
  },
  {
    id: 'pushes',
    method: 'get',
    path: '/api/admin/system/pushes',
    tag,
    summary: 'How fast changes went out',
    description: 'Of all nodes, in the last hour or day. Not for viewers.',
    who: 'person',
    query: PushesQuery,
    data: PushesView,
  },
  {
    id: 'audit',
    method: 'get',
    path: '/api/admin/audit',
    tag,
    summary: 'Who did what, newest first',
    who: 'admin',
    query: AuditQuery,
    data: AuditData,
  },
  {
    id: 'webhook',
    method: 'post',
    path: '/api/upstream/webhook',
    tag,
    summary: "The WhatsApp service's global webhook",
    description:
      'Signed with HMAC-SHA256 over the raw body (x-hmac-signature). Not there without WHATSAPP_WEBHOOK_HMAC_KEY.',
    who: 'anyone',
    data: z.strictObject({}),
    refusals: {
      400: ['invalid_body'],
      401: ['unauthorized'],
      404: ['not_found'],
      413: ['payload_too_large'],
    },
  },
  {
    id: 'openapi',
    method: 'get',
    path: '/api/openapi.json',
    tag,
    summary: 'This document',
    who: 'anyone',
    plain: { contentType: json },
  },
  {
    id: 'asyncapi',
    method: 'get',
    path: '/asyncapi.json',
    tag,
    summary: 'The document of the Socket.IO side',
    who: 'anyone',
    plain: { contentType: json },
  },
  {
    id: 'docs',
    method: 'get',
    path: '/docs',
    tag,
    summary: 'This document as a page',
    who: 'anyone',
    plain: { contentType: 'text/html' },
  },
  {
    id: 'healthz',
    method: 'get',
    path: '/healthz',
    tag,
    summary: 'Whether the process lives',
    who: 'anyone',
    plain: { contentType: json, schema: z.strictObject({ status: z.literal('ok'), database }) },
  },
  {
    id: 'readyz',
    method: 'get',
    path: '/readyz',
    tag,
    summary: 'Whether the gateway serves',
    who: 'anyone',
    plain: {
      contentType: json,
      schema: z.strictObject({ status: z.enum(['ready', 'not ready']), database }),
      also: { 503: 'It is starting or ending, or its database does not answer.' },
    },
  },
  {
    id: 'metrics',
    method: 'get',
    path: '/metrics',
    tag,
    summary: 'For Prometheus',
    description:
      'With METRICS_TOKEN for whoever brings it as a bearer token, without it for this machine alone.',
    who: 'anyone',
    plain: { contentType: 'text/plain' },
    refusals: { 401: ['unauthorized'], 403: ['forbidden'] },
  },
];
