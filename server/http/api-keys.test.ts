import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { success } from '../../contract/envelope.ts';
import { ApiKeysData, NewApiKey, type Scope } from '../../contract/keys.ts';
import { GoneData } from '../../contract/people.ts';
import { buildHouse, callWith, image, pairing, sessionsPath, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

const path = '/api/admin/api-keys';
async function make(body: object = { name: 'Report', scopes: ['sessions:read'] }) {
  const answer = await house.as('rani').post(path, body);
  expect(answer.status).toBe(201);
  return success(NewApiKey).parse(answer.body).data;
}
const withScopes = async (...scopes: Scope[]) => {
  const { key } = await make({ name: 'Report', scopes });
  return callWith(house.app, key);
};

describe('a key', () => {
  test('is shown once, and listed without itself', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const made = await make({ name: ' Report ', scopes: ['sessions:read', 'sessions:read'], expiresAt });
    expect(made).toMatchObject({
      name: 'Report',
      hint: made.key.slice(0, 8),
      scopes: ['sessions:read'],
      expiresAt,
      lastUsedAt: null,
      owner: { id: house.people.rani.id, name: 'rani' },
    });
    const list = await house.as('rani').get(path);
    const { key, ...rest } = made;
    expect(success(ApiKeysData).parse(list.body).data.keys).toContainEqual(rest);
    expect(JSON.stringify(list.body)).not.toContain(key);
  });

  test('that is revoked answers 401 at once, and is listed no more', async () => {
    const { id, key } = await make();
    expect((await callWith(house.app, key).get(sessionsPath)).status).toBe(200);
    const gone = await house.as('rani').delete(`${path}/${id}`);
    expect(success(GoneData).parse(gone.body).data).toEqual({ id });
    expect((await callWith(house.app, key).get(sessionsPath)).body).toMatchObject({
      code: 401,
      reason: 'unauthorized',
    });
    const list = success(ApiKeysData).parse((await house.as('rani').get(path)).body).data.keys;
    expect(list.map((one) => one.id)).not.toContain(id);
    expect((await house.as('rani').delete(`${path}/${id}`)).body).toMatchObject({
      code: 404,
      reason: 'not_found',
    });
  });

  test.each([
    [{ name: 'x', scopes: [] }, 'scopes'],
    [{ name: 'x', scopes: ['users:manage'] }, 'scopes'],
    [{ name: '', scopes: ['sessions:read'] }, 'name'],
    [{ name: 'x' }, 'scopes'],
    [{ name: 'x', scopes: ['sessions:read'], expiresAt: 'tomorrow' }, 'expiresAt'],
    [
      { name: 'x', scopes: ['sessions:read'], expiresAt: '2020-01-01T00:00:00Z' },
      'expiresAt: not in the future',
    ],
    [{ name: 'x', scopes: ['sessions:read'], key: 'hgk_mine' }, 'Unknown field: "key"'],
  ])('from %j is refused: 400', async (body, why) => {
    const answer = await house.as('rani').post(path, body);
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
    expect(answer.body.details).toContain(why);
  });

  test.each(['oscar', 'vera'] as const)('is not for %s to make, see or revoke', async (who) => {
    const { id } = await make();
    for (const call of [
      house.as(who).post(path, { name: 'x', scopes: ['sessions:read'] }),
      house.as(who).get(path),
      house.as(who).delete(`${path}/${id}`),
    ]) {
      expect((await call).body).toMatchObject({ code: 403, reason: 'forbidden' });
    }
  });

  test.each(['x', '0'.repeat(32), '%00'])('%s to revoke was never there: 404', async (id) => {
    expect((await house.as('rani').delete(`${path}/${id}`)).body).toMatchObject({
      code: 404,
      reason: 'not_found',
    });
  });
});

describe('scopes', () => {
  const ok = { ok: true, data: {} };

  test('sessions:read sees states, and neither code nor secret', async () => {
    const { id } = await house.session(pairing());
    const reader = await withScopes('sessions:read');
    expect((await reader.get(sessionsPath)).status).toBe(200);
    const status = await reader.get(`${sessionsPath}/${id}/status`);
    expect(status.body.data).toMatchObject({ connected: true, qrcode: '', token: '***' });
    expect(JSON.stringify(status.body)).not.toContain(image);
    for (const call of [
      reader.get(`${sessionsPath}/${id}/qr`),
      reader.post(`${sessionsPath}/${id}/connect`, {}),
      reader.post(`${sessionsPath}/${id}/pairphone`, { Phone: '6281233784490' }),
      reader.post(`${sessionsPath}/sync`),
    ]) {
      expect((await call).body).toMatchObject({ code: 403, reason: 'forbidden' });
    }
  });

  test('sessions:qr with sessions:read sees the code', async () => {
    const { id } = await house.session(pairing());
    const answer = await (await withScopes('sessions:read', 'sessions:qr')).get(`${sessionsPath}/${id}/qr`);
    expect(answer.body.data).toEqual({ QRCode: image });
  });

  test('a pairing code needs sessions:act and sessions:qr', async () => {
    const { id } = await house.session();
    house.actions.pairPhone.mockResolvedValue({ ok: true, data: { LinkingCode: 'ABCD-EFGH' } });
    const phone = { Phone: '6281233784490' };
    const pair = async (...scopes: Scope[]) =>
      (await (await withScopes(...scopes)).post(`${sessionsPath}/${id}/pairphone`, phone)).status;
    expect(await pair('sessions:read', 'sessions:act')).toBe(403);
    expect(await pair('sessions:read', 'sessions:qr')).toBe(403);
    expect(await pair('sessions:read', 'sessions:qr', 'sessions:act')).toBe(200);
  });

  test('sessions:act connects in the name of the key, sessions:manage syncs', async () => {
    const { id } = await house.session();
    house.actions.connect.mockResolvedValue(ok);
    house.sync.mockResolvedValue(ok);
    const actor = await withScopes('sessions:read', 'sessions:act');
    expect((await actor.post(`${sessionsPath}/${id}/connect`, {})).status).toBe(200);
    expect(house.actions.connect.mock.lastCall!.at(-1)).toEqual({ id: house.people.rani.id, name: 'Report' });
    expect((await actor.post(`${sessionsPath}/sync`)).status).toBe(403);
    expect((await actor.get(`${sessionsPath}/sync`)).status).toBe(403);
    const manager = await withScopes('sessions:manage');
    house.previewSync.mockResolvedValue(ok);
    expect((await manager.get(`${sessionsPath}/sync`)).status).toBe(200);
    expect((await manager.post(`${sessionsPath}/sync`)).status).toBe(200);
    expect((await manager.get(sessionsPath)).body).toMatchObject({ code: 403, reason: 'forbidden' });
  });

  test('none of them is for one’s own account', async () => {
    const all = await withScopes('sessions:read', 'sessions:qr', 'sessions:act', 'sessions:manage');
    for (const call of [
      all.get('/api/auth/sessions'),
      all.delete(`/api/auth/sessions/${'0'.repeat(32)}`),
      all.post('/api/auth/password', { current: 'right horse', new: 'another horse' }),
    ]) {
      expect((await call).body).toMatchObject({ code: 403, reason: 'forbidden' });
    }
  });
});
