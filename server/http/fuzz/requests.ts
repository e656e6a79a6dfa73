/** For tests: requests made from the OpenAPI document, good ones and all kinds of bad ones. */
import fc, { type Arbitrary } from 'fast-check';
import { document } from '../openapi-testing.ts';
import { fitting, odd, spoiled, type Schema } from './values.ts';

export const tokens = ['rani', 'oscar', 'vera', 'key', 'nobody', 'junk'] as const;

export interface FuzzRequest {
  method: string;
  /** `{{session}}` and its like stand for ids of the running gateway. */
  path: string;
  token: (typeof tokens)[number];
  headers: Record<string, string>;
  /** `huge`: more than a megabyte; null: none. */
  body: { text: string } | { huge: true } | null;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}
interface Documented {
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
}

/** Ids that are, ids that could be, and what is none. */
const ids = (kind: string): Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(`{{${kind}}}`) },
    { weight: 2, arbitrary: fc.stringMatching(/^[0-9a-f]{32}$/) },
    {
      weight: 2,
      arbitrary: fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => encodeURIComponent(text)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '%00',
        '%',
        '%E0%A4%A',
        '..%2f..',
        '%2e%2e',
        '.',
        '..',
        '-1',
        'null',
        'a'.repeat(4_000),
        'sync',
        '__proto__',
        '%F0%9F%92%A9',
        '*',
        ':id',
        '{id}',
        '%0d%0aX:%20y',
      ),
    },
  );

/** What an id at this place of the path names. */
function kindOf(path: string, method: string, name: string): string {
  if (name === 'linkId') return 'link';
  if (path.includes('/users/')) return 'user';
  if (path.includes('/api-keys/')) return 'apiKey';
  if (path.startsWith('/api/auth')) return 'login';
  return method === 'delete' && path.endsWith('/sessions/{id}') ? 'doomed' : 'session';
}

const pathOf = (path: string, method: string): Arbitrary<string> => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return fc
    .tuple(...names.map((name) => ids(kindOf(path, method, name))))
    .map((values) => names.reduce((at, name, i) => at.replace(`{${name}}`, () => values[i] ?? ''), path));
};

const queryOf = (parameters: Parameter[]): Arbitrary<string> => {
  const encode = (value: unknown) =>
    encodeURIComponent(safe(typeof value === 'string' ? value : JSON.stringify(value)));
  const pairs = parameters.map(({ name, schema }) =>
    fc
      .option(fc.oneof({ weight: 4, arbitrary: fitting(schema) }, { weight: 1, arbitrary: odd }), { freq: 3 })
      .map((value) => (value === null || value === undefined ? [] : [`${name}=${encode(value)}`])),
  );
  const extra = fc.oneof(
    { weight: 8, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ['limit=1', 'limit=2'],
        ['a[b]=c'],
        ['&&='],
        ['=%'],
        ['q=%ff'],
        ['__proto__[x]=1'],
      ),
    },
  );
  return fc.tuple(extra, ...pairs).map((all) => {
    const parts = all.flat();
    return parts.length === 0 ? '' : `?${parts.join('&').slice(0, 8_000)}`;
  });
};

/** Half a surrogate pair cannot be written in an address. */
const safe = (text: string) => text.replace(/[\ud800-\udfff]/g, '?');

const bodyOf = (schema: Schema | undefined): Arbitrary<FuzzRequest['body']> => {
  const json = (values: Arbitrary<unknown>) => values.map((value) => ({ text: JSON.stringify(value) ?? '' }));
  const broken = fc.constantFrom(
    '{',
    '{"a":',
    '[1,]',
    'null',
    '1',
    '"x"',
    'undefined',
    '\ufeff{}',
    '{"a":1}{"b":2}',
    '\0',
    '<x/>',
    `${'['.repeat(5_000)}`,
  );
  const bad: { weight: number; arbitrary: Arbitrary<FuzzRequest['body']> }[] = [
    { weight: 1, arbitrary: json(odd) },
    { weight: 1, arbitrary: broken.map((text) => ({ text })) },
    { weight: 1, arbitrary: fc.constant(null) },
  ];
  if (!schema) return fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, ...bad);
  return fc.oneof(
    { weight: 8, arbitrary: json(fitting(schema)) },
    { weight: 6, arbitrary: json(spoiled(schema)) },
    { weight: 1, arbitrary: fc.constant({ huge: true as const }) },
    ...bad,
  );
};

const headers: Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 10, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': ';;;' },
      { 'content-encoding': 'gzip' },
      { 'content-encoding': 'snappy' },
      { 'x-request-id': '../../etc' },
      { 'x-forwarded-for': "'; --, ::1" },
      { cookie: 'heliograph_refresh=%00; heliograph_refresh=x; a' },
      { origin: 'https://elsewhere.example' },
      { accept: 'image/png' },
      { 'user-agent': 'x'.repeat(5_000) },
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .oneof(
        fc.constantFrom('same', 'other', '', ' ', 'with space', 'k'.repeat(5_000)),
        fc.stringMatching(/^[\x20-\x7e]{1,40}$/),
      )
      .map((key) => ({ 'idempotency-key': key })),
  },
);

const token: Arbitrary<FuzzRequest['token']> = fc.oneof(
  { weight: 8, arbitrary: fc.constant('rani' as const) },
  { weight: 4, arbitrary: fc.constantFrom(...tokens) },
);

const otherMethods = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PROPFIND',
  'QUERY',
);

const documented: Arbitrary<FuzzRequest>[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Documented>).map(([method, operation]) => {
    const query = (operation.parameters ?? []).filter((one) => one.in === 'query');
    const sent = fc.oneof(
      { weight: 12, arbitrary: fc.constant(method.toUpperCase()) },
      { weight: 1, arbitrary: otherMethods },
    );
    return fc.record({
      method: sent,
      path: fc.tuple(pathOf(path, method), queryOf(query)).map((parts) => parts.join('')),
      token,
      headers,
      body: bodyOf(operation.requestBody?.content['application/json'].schema),
    });
  }),
);

/** Addresses that are none. */
const unknown: Arbitrary<FuzzRequest> = fc.record({
  method: otherMethods,
  path: fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => `/api/${encodeURIComponent(text)}`),
    fc.constantFrom(
      '/api',
      '/api/',
      '/api//admin//users',
      '/api/admin/whatsapp/sessions/a/b/c',
      '/api/%',
      '/api/../api/x',
      '/api/admin/users/../../x',
      '/API/auth/me/x',
    ),
  ),
  token,
  headers,
  body: bodyOf(undefined),
});

export const fuzzRequest: Arbitrary<FuzzRequest> = fc.oneof(
  { weight: 20, arbitrary: fc.oneof(...documented) },
  { weight: 1, arbitrary: unknown },
);
