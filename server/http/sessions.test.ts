import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConnectData, MessageData, PairPhoneData, QrData, StatusData } from '../../contract/actions.ts';
import { Failure, success } from '../../contract/envelope.ts';
import { SessionsData, SyncData } from '../../contract/rest.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { addEntry } from '../../db/timeline.ts';
import { buildHouse, image, pairing, sessionsPath, type House } from './testing.ts';

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

describe('GET status', () => {
  const status = async (who: Parameters<House['as']>[0]) =>
    success(StatusData).parse((await house.as(who).get(at(mine, 'status'))).body).data;

  test("has the seed's keys, and an admin sees what the seed shows", async () => {
    expect(await status('rani')).toMatchObject({
      connected: true,
      loggedIn: false,
      events: 'Message, ReadReceipt',
      jid: '',
      qrcode: image,
      token: mine.token,
      proxy_url: 'socks5://user:pass@host:1080',
      proxy_config: { enabled: true, proxy_url: 'socks5://user:pass@host:1080' },
      s3_config: { access_key: '***', bucket: 'my-bucket' },
      phase: 'pairing',
      version: mine.version,
    });
  });

  test('its owner sees the code but no secret', async () => {
    const data = await status('oscar');
    expect(data.qrcode).toBe(image);
    expect(JSON.stringify(data)).not.toMatch(/user:pass|token-of-session|AKIA|s3-secret/);
  });

  test('a viewer sees neither code nor secret', async () => {
    const data = await status('vera');
    expect(data.qrcode).toBe('');
    expect(JSON.stringify(data)).not.toMatch(/user:pass|token-of-session|AKIA|s3-secret|base64/);
  });

  test('whoever asks is looking, and the look is written before the state is read', async () => {
    const order: string[] = [];
    house.look.mockImplementationOnce(() => Promise.resolve(void order.push('look')));
    house.fresh.mockImplementationOnce((id) => {
      order.push('fresh');
      return Promise.resolve({ ok: true, row: house.deps.known.get(id)! });
    });
    await status('oscar');
    expect(order).toEqual(['look', 'fresh']);
    const { id, name } = house.people.oscar;
    expect(house.look).toHaveBeenCalledWith(mine.id, { id: `rest:${id}`, userId: id, name });
    expect(house.fresh).toHaveBeenCalledWith(mine.id, 1_000);
  });

  test.each([
    [502, 'upstream_unreachable', undefined],
    [504, 'upstream_timeout', undefined],
    [503, 'upstream_unavailable', 5],
    [404, 'session_not_found', undefined],
  ] as const)('passes %i %s on', async (code, reason, retryAfterS) => {
    house.fresh.mockResolvedValueOnce({ ok: false, status: code, reason, error: 'why', retryAfterS });
    const answer = await house.as('rani').get(at(mine, 'status'));
    expect(answer.status).toBe(code);
    expect(Failure.parse(answer.body)).toMatchObject({ code, reason, error: 'why' });
    expect(answer.headers['retry-after']).toBe(retryAfterS?.toString());
  });

  test('of a session that was given away during the look is not found', async () => {
    house.fresh.mockResolvedValueOnce({ ok: true, row: { ...mine, ownerId: house.people.other.id } });
    expect((await house.as('oscar').get(at(mine, 'status'))).status).toBe(404);
  });
});

describe('GET qr', () => {
  const qrOf = (over: Partial<SessionRow>) => {
    house.fresh.mockResolvedValueOnce({ ok: true, row: { ...mine, ...over } });
    return house.as('oscar').get(at(mine, 'qr'));
  };

  test('answers the code that runs', async () => {
    expect(success(QrData).parse((await qrOf({})).body).data).toEqual({ QRCode: image });
  });

  test('is not for viewers', async () => {
    const answer = await house.as('vera').get(at(mine, 'qr'));
    expect(Failure.parse(answer.body)).toMatchObject({ code: 403, reason: 'forbidden' });
    expect(house.look).not.toHaveBeenCalled();
  });

  test('is blank past the end of the code and before the first, as at the service', async () => {
    const past = { ...mine.qr!, expiresAt: Date.now() - 1 };
    expect((await qrOf({ qr: past })).body.data).toEqual({ QRCode: '' });
    expect((await qrOf({ qr: null, phase: 'connecting' })).body.data).toEqual({ QRCode: '' });
  });

  test.each([
    ['nobody connected it', { connected: false, phase: 'offline' }, 'no_session', 'no session'],
    ['its pairing is being stopped', { connected: true, phase: 'stopping' }, 'no_session', 'no session'],
    ['it was unlinked', { connected: false, phase: 'logged-out' }, 'no_session', 'no session'],
    ['it is dialling', { connected: false, phase: 'connecting' }, 'not_connected', 'not connected'],
    [
      'it heals',
      { connected: false, loggedIn: true, phase: 'reconnecting' },
      'not_connected',
      'not connected',
    ],
    [
      'it is online',
      { connected: true, loggedIn: true, phase: 'online' },
      'already_logged_in',
      'already logged in',
    ],
  ] as const)("answers 500 in the service's words when %s", async (_when, over, reason, error) => {
    const answer = await qrOf({ qr: null, ...over });
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({ success: false, code: 500, error, reason });
  });
});

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
      error: 'Not now.',
      details: 'It heals.',
      retryAfterS: 1.2,
    };
    house.actions.logout.mockResolvedValue(refusal);
    const answer = await house.as('rani').post(at(mine, 'logout'));
    expect(Failure.parse(answer.body)).toMatchObject({ code: 409, reason: 'not_now', details: 'It heals.' });
    expect(answer.headers['retry-after']).toBe('2');
  });
});

describe('the list', () => {
  const list = async (who: Parameters<House['as']>[0], query = '') =>
    success(SessionsData).parse((await house.as(who).get(`${sessionsPath}${query}`)).body).data;
  beforeAll(async () => {
    await house.session({ name: 'Apotek', ownerId: house.people.other.id });
    await house.session({ name: 'Batik', connected: true, loggedIn: true, phase: 'online' });
  });

  test('shows admins and viewers every session, operators their own, and nobody a secret or a code', async () => {
    const all = await list('rani');
    expect(all.total).toBe(all.sessions.length);
    expect(all.sessions.map((one) => one.name)).toContain('Apotek');
    expect((await list('vera')).total).toBe(all.total);
    expect((await list('oscar')).sessions.map((one) => one.name)).toEqual(['CS Malam']);
    expect(JSON.stringify(all)).not.toMatch(/user:pass|token-of-session|AKIA|s3-secret|base64/);
    const code = all.sessions.find((one) => one.id === mine.id)!.qr!;
    expect(code).toMatchObject({ attempt: 1, of: 6 });
  });

  test("an operator who asks for another's gets none", async () => {
    expect(await list('oscar', `?ownerId=${house.people.other.id}`)).toEqual({
      sessions: [],
      total: 0,
      nextCursor: null,
    });
    expect((await list('oscar', `?ownerId=${house.people.oscar.id}`)).total).toBe(1);
  });

  test('filters by status and words, and goes on by cursor', async () => {
    expect((await list('rani', '?status=connected')).sessions.map((one) => one.name)).toEqual(['Batik']);
    expect((await list('rani', '?status=qr_required')).sessions.map((one) => one.name)).toEqual(['CS Malam']);
    expect((await list('rani', '?q=apot')).sessions.map((one) => one.name)).toEqual(['Apotek']);
    const first = await list('rani', '?limit=1');
    const second = await list('rani', `?limit=1&cursor=${first.nextCursor}`);
    expect([first, second].map((page) => page.sessions[0]!.name)).toEqual(['Apotek', 'Batik']);
  });

  test.each([
    'status=online',
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=',
    'cursor=nonsense',
    'unknown=1',
    'q=a&q=b',
    'q=%00',
    `cursor=${Buffer.from('["a\\u0000","b"]').toString('base64url')}`,
    `q=${'x'.repeat(201)}`,
  ])('?%s: 400 invalid_query', async (query) => {
    const answer = await house.as('rani').get(`${sessionsPath}?${query}`);
    expect(answer.status).toBe(400);
    expect(Failure.parse(answer.body).reason).toBe('invalid_query');
  });
});

describe('sync', () => {
  test('is for admins', async () => {
    house.sync.mockResolvedValueOnce({ ok: true, data: { created: 1, updated: 2, missing: 3, total: 6 } });
    const answer = await house.as('rani').post(`${sessionsPath}/sync`);
    expect(success(SyncData).parse(answer.body).data).toEqual({
      created: 1,
      updated: 2,
      missing: 3,
      total: 6,
    });
    for (const who of ['oscar', 'vera'] as const) {
      expect((await house.as(who).post(`${sessionsPath}/sync`)).body).toMatchObject({
        code: 403,
        reason: 'forbidden',
      });
    }
    expect(house.sync).toHaveBeenCalledTimes(1);
  });
});

describe('the timeline', () => {
  test('comes newest first, in pages', async () => {
    for (let n = 1; n <= 3; n++) {
      await addEntry(house.deps.db, {
        sessionId: mine.id,
        at: n,
        type: 'connect',
        actor: 'Oscar',
        data: { n },
      });
    }
    const first = await house.as('vera').get(`${at(mine, 'events')}?limit=2`);
    expect(first.body.data.events.map((entry: { data: object }) => entry.data)).toEqual([{ n: 3 }, { n: 2 }]);
    const second = await house
      .as('vera')
      .get(`${at(mine, 'events')}?limit=2&before=${first.body.data.nextCursor}`);
    expect(second.body.data).toMatchObject({
      events: [{ sessionId: mine.id, at: '1970-01-01T00:00:00.001Z', type: 'connect', actor: 'Oscar' }],
      nextCursor: null,
    });
  });

  test.each(['before=x', 'before=9999999999999999999', 'limit=0', 'more=1'])('?%s: 400', async (query) => {
    const answer = await house.as('rani').get(`${at(mine, 'events')}?${query}`);
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_query' });
  });
});
