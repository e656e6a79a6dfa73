import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { protocolVersion } from '../../contract/socket.ts';
import { buildHouse, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

test('the document of the live events is there for anyone, with the version of the protocol', async () => {
  const { status, body } = await request(house.app).get('/asyncapi.json');
  expect(status).toBe(200);
  expect(body).toMatchObject({ asyncapi: '3.0.0', info: { version: String(protocolVersion) } });
});
