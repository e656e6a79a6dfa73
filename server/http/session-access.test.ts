import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Failure } from '../../contract/envelope.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { buildHouse, pairing, sessionsPath, type House } from './testing.ts';

let house: House;
let mine: SessionRow;
beforeAll(async () => {
  house = await buildHouse();
  mine = await house.session({ name: 'CS Malam', ownerId: house.people.oscar.id, ...pairing() });
});
afterAll(() => house.end());
beforeEach(() => {
  house.look.mockClear();
  house.fresh.mockClear();
  for (const action of Object.values(house.actions)) action.mockReset();
});

const at = (session: { id: string }, what: string) => `${sessionsPath}/${session.id}/${what}`;
const everyAction = ['connect', 'pairphone', 'disconnect', 'logout'] as const;

describe('whose session it is', () => {
  test.each(['status', 'qr', 'events'])(
    "GET %s of someone else's looks like one that does not exist",
    async (what) => {
      const others = await house.as('other').get(at(mine, what));
      const nobodys = await house.as('other').get(at({ id: 'f'.repeat(32) }, what));
      expect(others.body).toEqual({
        success: false,
        code: 404,
        error: 'Session not found',
        reason: 'session_not_found',
      });
      expect(nobodys.body).toEqual(others.body);
      expect(house.fresh).not.toHaveBeenCalled();
      expect(house.look).not.toHaveBeenCalled();
    },
  );

  test.each(everyAction)("POST %s on someone else's: 404, and nothing is done", async (what) => {
    const answer = await house.as('other').post(at(mine, what), { Phone: '6281233784490' });
    expect(answer.body).toMatchObject({ code: 404, reason: 'session_not_found' });
    expect(house.actions[what === 'pairphone' ? 'pairPhone' : what]).not.toHaveBeenCalled();
  });

  test.each(everyAction)('a viewer may not %s: 403, and nothing is done', async (what) => {
    const answer = await house.as('vera').post(at(mine, what), { Phone: '6281233784490' });
    expect(Failure.parse(answer.body)).toMatchObject({ code: 403, reason: 'forbidden' });
    expect(house.actions[what === 'pairphone' ? 'pairPhone' : what]).not.toHaveBeenCalled();
  });

  test.each(['%00', 'a%20b', 'x'.repeat(65), '%F0%9F%98%80', "'%20or%201=1"])(
    'the id %s is just not found',
    async (id) => {
      const answer = await house.as('rani').get(`${sessionsPath}/${id}/status`);
      expect(answer.body).toMatchObject({ code: 404, reason: 'session_not_found' });
    },
  );

  test('a session made on another node a moment ago is found', async () => {
    const row = await house.session();
    house.deps.known.remove(row.id, row.generation);
    house.fresh.mockResolvedValueOnce({ ok: true, row });
    expect((await house.as('rani').get(at(row, 'status'))).status).toBe(200);
  });
});
