import type { RequestHandler } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildHouse, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

interface Layer {
  handle: RequestHandler & { stack?: Layer[] };
  route?: { path: string; stack: { method?: string; handle: RequestHandler }[] };
}

function* routesOf(layers: Layer[]): Generator<NonNullable<Layer['route']>> {
  for (const { route, handle } of layers) {
    if (route) yield route;
    else if (handle.stack) yield* routesOf(handle.stack);
  }
}

test('every call of a known caller that changes something declares what it is in the audit', () => {
  const { stack } = house.app.router as unknown as { stack: Layer[] };
  const changing = [...routesOf(stack)].flatMap(({ path, stack: handlers }) =>
    ['post', 'put', 'patch', 'delete'].map((method) => ({
      call: `${method} ${path}`,
      handlers: handlers.filter((one) => one.method === method).map((one) => one.handle.name),
    })),
  );
  const known = changing.filter(({ handlers }) => handlers.includes('authenticated'));
  expect(known.map(({ call }) => call)).toContain('post /:id/connect');
  expect(known.filter(({ handlers }) => !handlers.includes('audited'))).toEqual([]);
});
