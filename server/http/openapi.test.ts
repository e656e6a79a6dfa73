import { Router } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openApiDocument } from '../../contract/openapi.ts';
import { operations } from '../../contract/operations/all.ts';
import { reasons } from '../../contract/words.ts';
import { buildHouse, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

interface Layer {
  handle: unknown;
  route?: { path: string; methods: Record<string, boolean> };
}

/** Every path and method of an app, by its routers: where each is mounted is heard while the app is built. */
function mountedRoutes(): string[] {
  const mounts = new Map<unknown, string>();
  const use = vi.spyOn(Router.prototype as { use: (...given: unknown[]) => unknown }, 'use');
  const app = house.appWith({});
  for (const [first, ...rest] of use.mock.calls) {
    const [path, handlers] = typeof first === 'string' ? [first, rest] : ['', [first, ...rest]];
    for (const handler of handlers) mounts.set(handler, path === '/' ? '' : path);
  }
  use.mockRestore();
  const walk = (stack: Layer[], base: string): string[] =>
    stack.flatMap(({ handle, route }) => {
      if (route) {
        const path = `${base}${route.path === '/' ? '' : route.path}`;
        return Object.keys(route.methods)
          .filter((method) => !['options', '_all'].includes(method))
          .map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
      }
      const inside = (handle as { stack?: Layer[] }).stack;
      return inside ? walk(inside, base + (mounts.get(handle) ?? '')) : [];
    });
  return walk((app.router as unknown as { stack: Layer[] }).stack, '');
}

/** Of the dashboard and of /docs: files, no operations. */
const isFile = (route: string) => / \/docs\/|\/index\.html$|\/pair\.html$|\^/.test(route);

test('the document has every route that is mounted, and no other', () => {
  const documented = operations.map(({ method, path }) => `${method} ${path}`);
  expect(
    mountedRoutes()
      .filter((route) => !isFile(route))
      .sort(),
  ).toEqual(documented.sort());
});

test('it is served to anyone, as OpenAPI 3.1', async () => {
  const answer = await request(house.app).get('/api/openapi.json');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(openApiDocument());
  expect(answer.body.openapi).toMatch(/^3\.1\./);
});

test('each pointer in it leads somewhere, and each name in it is unique', () => {
  const document = openApiDocument();
  const text = JSON.stringify(document);
  const pointers = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer]) => pointer ?? ''));
  expect(pointers.size).toBeGreaterThan(10);
  for (const pointer of pointers) {
    const target = pointer
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect(target, pointer).toBeDefined();
  }
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an operation that needs a token says so, and names the scopes of a key', () => {
  const paths = openApiDocument().paths as Record<string, Record<string, { security: object[] }>>;
  expect(paths['/api/auth/login']?.post?.security).toEqual([]);
  expect(paths['/api/admin/whatsapp/sessions/{id}/qr']?.get?.security).toEqual([
    { bearer: ['sessions:read', 'sessions:qr'] },
  ]);
});

test('every reason that it names is a word of the contract', () => {
  const named = operations.flatMap(({ refusals = {} }) => Object.values(refusals).flat());
  for (const reason of named) expect(reasons).toContain(reason);
});
