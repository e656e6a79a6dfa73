import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { asyncApiDocument } from './asyncapi.ts';
import { clientCalls, serverEvents } from './socket.ts';

const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0.json') as object;

test('the document is AsyncAPI 3, by the schema of AsyncAPI itself', () => {
  const ajv = new Ajv({ meta: false, validateSchema: false, strict: false, validateFormats: false });
  const good = ajv.validate(schema, asyncApiDocument());
  expect(ajv.errors ?? []).toEqual([]);
  expect(good).toBe(true);
});

test('every event and every call is in it, and every pointer leads somewhere', () => {
  const document = asyncApiDocument();
  const text = JSON.stringify(document);
  for (const name of [...Object.keys(serverEvents), ...Object.keys(clientCalls)]) {
    expect(text).toContain(`"name":"${name}"`);
  }
  const pointers = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer]) => pointer ?? '');
  expect(pointers.length).toBeGreaterThan(20);
  for (const pointer of pointers) {
    const target = pointer
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect(target, pointer).toBeDefined();
  }
});
