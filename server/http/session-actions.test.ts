import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConnectData, MessageData, PairPhoneData } from '../../contract/actions.ts';
import { Failure, success } from '../../contract/envelope.ts';
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

describe('POST connect', () => {
  const data = {
    details: 'Connected!',
    events: 'Message, ReadReceipt',
    jid: '',
    webhook: 'https://example.net/webhook',
  };
  beforeEach(() => void house.actions.connect.mockResolvedValue({ ok: true, data }));

  test.each([
    [undefined, []],
    [{}, []],
    [{ Subscribe: [], Immediate: true }, []],
    [{ Subscribe: ['message', 'ReadReceipt', 'Message'] }, ['Message', 'ReadReceipt']],
  ])('with %j asks for the events %j', async (body, events) => {
    const answer = await house.as('oscar').post(at(mine, 'connect'), body);
    expect(success(ConnectData).parse(answer.body)).toEqual({ success: true, code: 200, data });
    const { id, name } = house.people.oscar;
    expect(house.actions.connect).toHaveBeenCalledWith(mine.id, { events }, { id, name });
  });

  test('names an unknown event and lists those there are', async () => {
    const answer = await house.as('oscar').post(at(mine, 'connect'), { Subscribe: ['Message', 'Mesage'] });
    const failure = Failure.parse(answer.body);
    expect(failure).toMatchObject({ code: 400, reason: 'unknown_event', error: 'Unknown event: Mesage' });
    expect(failure.details).toContain('ReadReceipt');
    expect(house.actions.connect).not.toHaveBeenCalled();
  });

  test.each([{ Subscribe: 'Message' }, { Subscribe: [1] }, { Immediate: 'yes' }, { subscribe: [] }])(
    '%j: 400',
    async (body) => {
      const answer = await house.as('oscar').post(at(mine, 'connect'), body);
      expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
    },
  );
});

describe('POST pairphone', () => {
  beforeEach(
    () => void house.actions.pairPhone.mockResolvedValue({ ok: true, data: { LinkingCode: 'KFGV-F5TY' } }),
  );

  test('answers the code, for the number without spaces, dashes and plus', async () => {
    const answer = await house.as('oscar').post(at(mine, 'pairphone'), { Phone: '+62 812-3378-4490' });
    expect(success(PairPhoneData).parse(answer.body).data).toEqual({ LinkingCode: 'KFGV-F5TY' });
    expect(house.actions.pairPhone.mock.lastCall?.[1]).toBe('6281233784490');
  });

  test('refuses a number that cannot be one, in words', async () => {
    const answer = await house.as('oscar').post(at(mine, 'pairphone'), { Phone: '081233784490' });
    expect(Failure.parse(answer.body)).toMatchObject({ code: 400, reason: 'invalid_phone' });
    expect(house.actions.pairPhone).not.toHaveBeenCalled();
  });

  test('needs a body', async () => {
    const answer = await house.as('oscar').post(at(mine, 'pairphone'));
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
  });
});

describe('POST disconnect and logout', () => {
  test("disconnect answers the seed's success with its warning beside data", async () => {
    const data = {
      message: 'Session disconnected successfully',
      details: 'Disconnected from WhatsApp server',
    };
    const warning = 'Disconnect feature is still in development';
    house.actions.disconnect.mockResolvedValue({ ok: true, data, warning });
    const answer = await house.as('oscar').post(at(mine, 'disconnect'));
    expect(answer.body).toEqual({ success: true, code: 200, data, warning });
    expect(MessageData.parse(answer.body.data)).toEqual(data);
  });

  test("disconnect answers the seed's failure", async () => {
    const error =
      'Disconnect feature is still in development and may have bugs. Session status updated in database.';
    const rest = { details: 'External service error', warning: 'This feature is experimental' };
    house.actions.disconnect.mockResolvedValue({
      ok: false,
      status: 500,
      reason: 'upstream_timeout',
      error,
      ...rest,
    });
    const answer = await house.as('rani').post(at(mine, 'disconnect'));
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({ success: false, code: 500, error, ...rest, reason: 'upstream_timeout' });
  });

  test('logout passes a refusal on, with Retry-After', async () => {
    const refusal = {
      ok: false,
      status: 409,
      reason: 'not_now',
      why: 'heals',
      error: 'Not now.',
      details: 'It heals.',
      retryAfterS: 1.2,
    };
    house.actions.logout.mockResolvedValue(refusal);
    const answer = await house.as('rani').post(at(mine, 'logout'));
    expect(Failure.parse(answer.body)).toMatchObject({
      code: 409,
      reason: 'not_now',
      why: 'heals',
      details: 'It heals.',
    });
    expect(answer.headers['retry-after']).toBe('2');
  });
});
