import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { QrData, StatusData } from '../../contract/actions.ts';
import { Failure, success } from '../../contract/envelope.ts';
import type { SessionRow } from '../../db/session-row.ts';
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
