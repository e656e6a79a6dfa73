/** For tests: answers held against the OpenAPI document itself, as it is served. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApiDocument } from '../../contract/openapi.ts';
import { operations } from '../../contract/operations/all.ts';
import type { Operation } from '../../contract/operations/operation.ts';

type Json = Record<string, unknown>;
export const document = openApiDocument();

const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(document, 'document');

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

const shapes = operations.map((operation) => ({
  operation,
  fixed: operation.path.split('/').filter((part) => !part.startsWith('{')).length,
  shape: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The operation that a call is; undefined where there is none: a word of a path goes before a parameter. */
export function operationOf(method: string, path: string): Operation | undefined {
  const plain = path.split('?')[0] ?? '';
  const there = shapes.filter(({ shape }) => shape.test(plain));
  const fixed = Math.max(...there.map((one) => one.fixed));
  return there.find((one) => one.fixed === fixed && one.operation.method === method.toLowerCase())?.operation;
}

/** What is wrong with an answer by the document; empty: nothing. */
export function mistakesOf(operation: Operation, status: number, body: unknown): string[] {
  const at = `/paths/${escaped(operation.path)}/${operation.method}/responses/${status}`;
  const paths = document.paths as Record<string, Record<string, { responses: Json }>>;
  if (!paths[operation.path]?.[operation.method]?.responses[status]) {
    return [`${operation.id}: ${status} is not in the document: ${JSON.stringify(body)}`];
  }
  const type = escaped(operation.plain && status === 200 ? operation.plain.contentType : 'application/json');
  const validate = ajv.getSchema(`document#${at}/content/${type}/schema`);
  if (!validate) return [`${operation.id}: ${status} has no schema`];
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [
      operation.id,
      status,
      instancePath,
      message,
      JSON.stringify(params),
      JSON.stringify(body).slice(0, 600),
    ].join(' '),
  );
}
