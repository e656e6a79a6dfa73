import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditData, type AuditEntry } from '../../contract/audit.ts';
import { success } from '../../contract/envelope.ts';
import { createAudit, type Audit } from '../observability/audit.ts';
import { buildHouse, callWith, password, sessionsPath, type House } from './testing.ts';

let house: House;
let audit: Audit;
let app: House['app'];
beforeAll(async () => {
  house = await buildHouse();
  audit = createAudit(house.deps);
  app = house.appWith({ audit });
});
afterAll(() => house.end());

const path = '/api/admin/audit';
async function read(query = ''): Promise<AuditData> {
  await audit.settled();
  return success(AuditData).parse((await house.as('rani', app).get(path + query)).body).data;
}
const newest = async (query = ''): Promise<AuditEntry> => (await read(query)).entries[0]!;
const rani = () => ({ id: house.people.rani.id, name: 'rani', kind: 'user' });

describe('what is written', () => {
  test('an action on a session: who, what, which one, from where, and what came of it', async () => {
    const { id } = await house.session();
    house.actions.disconnect.mockResolvedValue({ ok: true, data: {} });
    await house.as('rani', app).post(`${sessionsPath}/${id}/disconnect`);
    expect(await newest()).toEqual({
      id: expect.stringMatching(/^\d+$/) as string,
      at: expect.any(String) as string,
      actor: rani(),
      action: 'session.disconnect',
      sessionId: id,
      ip: expect.stringContaining('127.0.0.1') as string,
      outcome: 'ok',
      reason: null,
      details: {},
    });
  });

  test.each([
    [409, 'action_in_progress', 'refused'],
    [502, 'upstream_unreachable', 'failed'],
    [500, 'upstream_error', 'failed'],
  ] as const)('an answer of %i %s counts as %s', async (status, reason, outcome) => {
    const { id } = await house.session();
    house.actions.connect.mockResolvedValue({ ok: false, status, reason, error: 'no' });
    await house.as('rani', app).post(`${sessionsPath}/${id}/connect`, {});
    expect(await newest(`?sessionId=${id}`)).toMatchObject({ action: 'session.connect', outcome, reason });
  });

  test('a fault of ours counts as failed', async () => {
    house.sync.mockRejectedValueOnce(new Error('the pool is dry'));
    await house.as('rani', app).post(`${sessionsPath}/sync`);
    expect(await newest()).toMatchObject({ action: 'session.sync', outcome: 'failed', reason: 'internal' });
  });

  test('an attempt on somebody else’s session, and one with too small a role', async () => {
    const { id } = await house.session({ ownerId: house.people.other.id });
    await house.as('oscar', app).post(`${sessionsPath}/${id}/logout`);
    expect(await newest()).toMatchObject({
      actor: { name: 'oscar' },
      action: 'session.logout',
      sessionId: id,
      outcome: 'refused',
      reason: 'session_not_found',
    });
    await house.as('vera', app).post('/api/admin/users', {});
    expect(await newest()).toMatchObject({
      actor: { name: 'vera' },
      action: 'user.create',
      reason: 'forbidden',
    });
  });

  test('what a key did, found by the key and by the person behind it', async () => {
    const made = await house
      .as('rani', app)
      .post('/api/admin/api-keys', { name: 'Report', scopes: ['sessions:read'] });
    const { id, key } = made.body.data as { id: string; key: string };
    expect(await newest()).toMatchObject({
      action: 'key.create',
      actor: rani(),
      details: { name: 'Report', scopes: ['sessions:read'], keyId: id },
    });
    await callWith(app, key).post(`${sessionsPath}/sync`);
    const actor = { id, name: 'Report', kind: 'key' };
    expect(await newest(`?actor=${id}`)).toMatchObject({ actor, action: 'session.sync', outcome: 'refused' });
    expect(await newest(`?actor=${house.people.rani.id}`)).toMatchObject({ actor });
    await house.as('rani', app).delete(`/api/admin/api-keys/${id}`);
    expect(await newest()).toMatchObject({ action: 'key.revoke', details: { keyId: id, name: 'Report' } });
  });

  test('a person who was made, changed and deleted, with what changed', async () => {
    const users = '/api/admin/users';
    const body = { email: 'budi@example.com', name: 'Budi', role: 'viewer', password: 'a secret of Budi' };
    const { id } = (await house.as('rani', app).post(users, body)).body.data as { id: string };
    expect(await newest()).toMatchObject({ action: 'user.create', details: { userId: id, role: 'viewer' } });
    await house
      .as('rani', app)
      .patch(`${users}/${id}`, { role: 'operator', password: 'a new secret of Budi' });
    expect((await newest()).details).toEqual({
      userId: id,
      name: 'Budi',
      changed: ['role', 'password'],
      role: { from: 'viewer', to: 'operator' },
    });
    await house.as('rani', app).patch(`${users}/${id}`, { name: 'Budi S.' });
    expect((await newest()).details).toEqual({ userId: id, name: 'Budi S.', changed: ['name'] });
    await house.as('rani', app).delete(`${users}/${id}`);
    expect(await newest()).toMatchObject({ action: 'user.delete', details: { userId: id, name: 'Budi S.' } });
  });

  test('logins that work and that fail, and their end', async () => {
    const login = (email: string, given: string) =>
      request(app).post('/api/auth/login').send({ email, password: given });
    const { headers } = await login('rani@example.com', password);
    expect(await newest()).toMatchObject({ action: 'login', outcome: 'ok', actor: rani() });
    await login('rani@example.com', 'a wrong secret');
    expect(await newest()).toMatchObject({
      action: 'login',
      outcome: 'refused',
      reason: 'unauthorized',
      actor: { id: null, name: 'rani@example.com', kind: 'stranger' },
    });
    await login('a secret in the wrong field', 'x');
    expect(await newest()).toMatchObject({
      action: 'login',
      actor: { id: null, name: '', kind: 'stranger' },
    });
    await request(app).post('/api/auth/logout').set('Cookie', headers['set-cookie']![0]!);
    expect(await newest()).toMatchObject({ action: 'logout', outcome: 'ok', actor: rani() });
  });

  test('the answer also counts when the caller has left before it', async () => {
    const { id } = await house.session();
    let answer = (_value: unknown) => {};
    house.actions.logout.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const call = house.as('rani', app).post(`${sessionsPath}/${id}/logout`).timeout(200);
    await expect(call).rejects.toThrow();
    answer({ ok: true, data: {} });
    await expect
      .poll(() => newest(`?sessionId=${id}`))
      .toMatchObject({ action: 'session.logout', outcome: 'ok' });
  });
});

describe('what is not written', () => {
  test('calls of strangers: anybody could fill it', async () => {
    const before = await newest();
    await request(app).post(`${sessionsPath}/sync`);
    await request(app).post('/api/admin/users').send({});
    await request(app).post('/api/auth/logout');
    expect(await newest()).toEqual(before);
  });

  test('secrets', async () => {
    const all = JSON.stringify(await read('?limit=200'));
    for (const secret of ['secret', 'hgk_', password]) expect(all).not.toContain(secret);
  });
});

describe('reading it', () => {
  test('goes back in pages, without holes or doubles', async () => {
    const all = (await read('?limit=200')).entries.map((entry) => entry.id);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: AuditData = await read(`?limit=3${cursor && `&before=${cursor}`}`);
      paged.push(...page.entries.map((entry) => entry.id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    expect(all).toEqual([...all].sort((a, b) => Number(b) - Number(a)));
  });

  test('narrows down to an action, an outcome and a span of time, together too', async () => {
    const { entries } = await read('?limit=200');
    const found = async (query: string) => (await read(`?limit=200&${query}`)).entries;
    const some = entries[Math.floor(entries.length / 2)]!;
    expect(await found('action=login')).toEqual(entries.filter(({ action }) => action === 'login'));
    expect(await found('outcome=failed')).toEqual(entries.filter(({ outcome }) => outcome === 'failed'));
    expect(await found('action=login&outcome=refused')).toEqual(
      entries.filter(({ action, outcome }) => action === 'login' && outcome === 'refused'),
    );
    const later = entries.filter(({ at }) => at >= some.at);
    const earlier = entries.filter(({ at }) => at < some.at);
    expect(earlier).not.toEqual([]);
    expect(await found(`since=${some.at}`)).toEqual(later);
    expect(await found(`until=${some.at}`)).toEqual(earlier);
    expect(await found(`since=${some.at}&until=${some.at}`)).toEqual([]);
  });

  test.each(['oscar', 'vera'] as const)('is not for %s', async (who) => {
    expect((await house.as(who, app).get(path)).body).toMatchObject({ code: 403, reason: 'forbidden' });
  });

  test.each([
    '?limit=0',
    '?limit=201',
    '?limit=x',
    '?before=x',
    '?before=99999999999999999999',
    '?actor=',
    '?who=1',
    '?action=session.dance',
    '?outcome=fine',
    '?since=yesterday',
  ])('%s: 400 invalid_query', async (query) => {
    const answer = await house.as('rani', app).get(path + query);
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_query' });
  });
});

test('an entry that cannot be stored goes to the log, and the call is answered all the same', async () => {
  const broken = createAudit({ ...house.deps, db: house.deps.db.withSchema('nowhere') });
  const { id } = await house.session();
  house.actions.disconnect.mockResolvedValue({ ok: true, data: {} });
  const answer = await house
    .as('rani', house.appWith({ audit: broken }))
    .post(`${sessionsPath}/${id}/disconnect`);
  await broken.settled();
  expect(answer.status).toBe(200);
  const line = house.lines.find((one) => one.includes('could not be stored'));
  expect(line).toContain('session.disconnect');
  expect(line).toContain(id);
});
