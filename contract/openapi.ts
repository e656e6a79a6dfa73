/** The OpenAPI 3.1 document of the REST side, made from the schemas that validate what is sent and answered. */
import { z } from 'zod';
import { ApiKey } from './keys.ts';
import { AuditEntry } from './audit.ts';
import { Failure } from './envelope.ts';
import { PairingLink } from './links.ts';
import { operations } from './operations/all.ts';
import { isRepeatable, refusalsOf, tags, type Operation, type Who } from './operations/operation.ts';
import { Person } from './people.ts';
import { protocolVersion } from './protocol-version.ts';
import { User } from './rest.ts';
import { Cause, Freshness, PairingCode, Qr, S3Config, Session } from './session.ts';
import { TimelineEntry } from './socket.ts';
import { Instant, Phase, Reason, Why } from './words.ts';

type Json = Record<string, unknown>;

/** What the document names once and points to. */
const named = {
  ApiKey,
  AuditEntry,
  Cause,
  Failure,
  Freshness,
  Instant,
  PairingCode,
  PairingLink,
  Person,
  Phase,
  Qr,
  Reason,
  S3Config,
  Session,
  TimelineEntry,
  User,
  Why,
};

const pointer = (name: string) => `#/components/schemas/${name}`;

/** Turns schemas into JSON Schema, with pointers to the named ones. */
function converted(schemas: Record<string, z.ZodType>, io: 'input' | 'output'): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) if (!registry.has(schema)) registry.add(schema, { id });
  const { schemas: all } = z.toJSONSchema(registry, { uri: pointer, io });
  return Object.fromEntries(
    Object.entries(all).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema as Json]),
  );
}

/** One converted by itself: its own name does not matter, those inside it do. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const name = Object.entries(named).find(([, one]) => one === schema)?.[0];
  if (name !== undefined && io === 'output') return { $ref: pointer(name) };
  return converted({ ...(io === 'output' ? named : {}), own: schema }, io).own ?? {};
}

const who: Record<Who, string> = {
  anyone: 'For anyone.',
  signedIn: "For whoever signed in; for keys with the scopes named. Others' sessions answer 404.",
  person: 'For people who signed in, not for API keys.',
  admin: 'For admins who signed in, not for API keys.',
  manager: 'For admins, and for keys with the scopes named.',
};

const json = (schema: Json, contentType = 'application/json') => ({ content: { [contentType]: { schema } } });

function envelope(operation: Operation, code: number, data: z.ZodType): Json {
  return {
    type: 'object',
    properties: {
      success: { const: true },
      code: { const: code },
      data: schemaOf(data, 'output'),
      ...(operation.warns ? { warning: { type: 'string' } } : {}),
    },
    required: ['success', 'code', 'data'],
    additionalProperties: false,
  };
}

const failure = (status: number, reasons: readonly string[]): Json => ({
  allOf: [{ $ref: pointer('Failure') }],
  properties: { code: { const: status }, reason: { enum: reasons } },
});

const meanings: Record<number, string> = {
  400: 'What was sent has mistakes.',
  401: 'No token, a bad one, or one that has ended.',
  403: 'The role or the scope is not enough.',
  404: 'Not there, or not to be seen.',
  409: 'It does not fit how things are just now; `error` says the way out.',
  413: 'The body is too large.',
  422: 'The same Idempotency-Key came with another body before.',
  429: 'Too many tries. See Retry-After.',
  500: "The service's own failure where `reason` is its, else a fault here.",
  502: 'The WhatsApp service cannot be reached, or refused.',
  503: 'The WhatsApp service is not asked just now, or the database (`internal`) does not answer. See Retry-After.',
  504: 'The WhatsApp service is too slow.',
};

/** Refusals that say when another try makes sense. */
const comesAgain: readonly string[] = [
  'action_in_progress',
  'not_now',
  'rate_limited',
  'upstream_unavailable',
];
const retryAfter = {
  'Retry-After': {
    description: 'Seconds until another try makes sense.',
    schema: { type: 'integer', minimum: 1 },
  },
};

function responses(operation: Operation): Json {
  const code = operation.code ?? 200;
  const { plain, data } = operation;
  const success = data
    ? json(envelope(operation, code, data))
    : json(plain?.schema ? schemaOf(plain.schema, 'output') : {}, plain?.contentType);
  const also = Object.entries(plain?.also ?? {}).map(([status, description]) => [
    status,
    { description, ...success },
  ]);
  const refused = Object.entries(refusalsOf(operation)).map(([status, reasons]) => [
    status,
    {
      description: meanings[Number(status)] ?? '',
      ...(status === '503' || reasons?.some((reason) => comesAgain.includes(reason))
        ? { headers: retryAfter }
        : {}),
      ...json(failure(Number(status), reasons ?? [])),
    },
  ]);
  return { [code]: { description: 'Done.', ...success }, ...Object.fromEntries([...also, ...refused]) };
}

function parameters(operation: Operation): Json[] {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = operation.query ? schemaOf(operation.query, 'input') : {};
  const inQuery = Object.entries((query.properties ?? {}) as Json).map(([name, schema]) => ({
    name,
    in: 'query',
    required: ((query.required ?? []) as string[]).includes(name),
    schema,
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key within 10 minutes gets the first answer again.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  };
  return [...inPath, ...inQuery, ...(isRepeatable(operation) ? [key] : [])];
}

function described(operation: Operation): Json {
  const given = parameters(operation);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, who[operation.who]].filter(Boolean).join(' '),
    security: operation.who === 'anyone' ? [] : [{ bearer: [...(operation.scopes ?? [])] }],
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(operation.body
      ? { requestBody: { required: !operation.bodyOptional, ...json(schemaOf(operation.body, 'input')) } }
      : {}),
    responses: responses(operation),
  };
}

/** @returns a document of OpenAPI 3.1, ready for JSON. */
export function openApiDocument() {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Heliograph',
      version: String(protocolVersion),
      description:
        'A real-time gateway for WhatsApp sessions. Every answer under /api is in the envelope, with an HTTP status that equals its `code`; `error` is for people, `reason` for programs. Live events come over Socket.IO: see /asyncapi.json.',
    },
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: "An access token from login, another application's token, or an API key (hgk_…).",
        },
      },
      schemas: converted(named, 'output'),
    },
  };
}
