import { afterAll, beforeAll, expect, test } from 'vitest';
import { Failure } from '../../contract/envelope.ts';
import { buildHouse, sessionsPath, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

test('an unknown error is answered as internal with an id to quote, and logged whole under it', async () => {
  house.sync.mockRejectedValueOnce(new Error('the pool is dry'));
  const answer = await house.as('rani').post(`${sessionsPath}/sync`);
  expect(answer.status).toBe(500);
  const failure = Failure.parse(answer.body);
  expect(failure.reason).toBe('internal');
  const id = answer.headers['x-request-id'] ?? '';
  expect(failure.details).toContain(id);
  expect(JSON.stringify(failure)).not.toContain('pool');
  const line = house.lines.find((one) => one.includes('the pool is dry'));
  expect(line).toContain(id);
  expect(line).toContain('"stack"');
});

test('without the database: 503 with the time of another try, in words, and no stack in the log', async () => {
  const gone = Object.assign(new Error('terminating connection: secret'), { code: '57P01' });
  house.sync.mockRejectedValueOnce(gone);
  const answer = await house.as('rani').post(`${sessionsPath}/sync`);
  expect(answer.status).toBe(503);
  expect(Failure.parse(answer.body)).toMatchObject({
    reason: 'internal',
    error: 'The database does not answer just now.',
  });
  expect(answer.headers['retry-after']).toBe('5');
  const id = answer.headers['x-request-id'] ?? '';
  const line = house.lines.find((one) => one.includes(id) && one.includes('without a database'));
  expect(line).toBeDefined();
  expect(line).not.toContain('"stack"');
});
