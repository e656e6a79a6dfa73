import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Failure, success } from '../../contract/envelope.ts';
import { SessionsData } from '../../contract/rest.ts';
import { SyncData, SyncPreview } from '../../contract/sync.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { addEntry } from '../../db/timeline.ts';
import { buildHouse, pairing, sessionsPath, type House } from './testing.ts';

let house: House;
let mine: SessionRow;
beforeAll(async () => {
  house = await buildHouse();
  mine = await house.session({ name: 'CS Malam', ownerId: house.people.oscar.id, ...pairing() });
});
afterAll(() => house.end());

const at = (session: { id: string }, what: string) => `${sessionsPath}/${session.id}/${what}`;

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

  test('gives the sessions that are named, of those that one may see, in one answer', async () => {
    const { sessions } = await list('rani');
    const [apotek, batik] = ['Apotek', 'Batik'].map((name) => sessions.find((one) => one.name === name)!.id);
    const named = await list('rani', `?ids=${batik},${'f'.repeat(32)},${apotek}&limit=1`);
    expect(named).toMatchObject({ total: 2, nextCursor: null });
    expect(named.sessions.map((one) => one.name)).toEqual(['Batik', 'Apotek']);
    expect((await list('oscar', `?ids=${apotek},${mine.id}`)).sessions.map((one) => one.id)).toEqual([
      mine.id,
    ]);
    const many = Array.from({ length: 201 }, (_, place) => place.toString(16).padStart(32, '0'));
    const { body } = await house.as('rani').get(`${sessionsPath}?ids=${many.join()}`);
    expect(body).toMatchObject({ code: 400, reason: 'invalid_query', details: 'ids: at most 200 at once.' });
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

  test('what it would change is told to those who may do it, and to nobody else', async () => {
    const owner = { id: house.people.oscar.id, name: 'Oscar' };
    const data: SyncPreview = {
      total: 3,
      same: 0,
      created: [{ id: 'a', name: 'Baru', connected: true, loggedIn: false }],
      updated: [{ id: 'b', name: 'Lama', owner, changes: [{ field: 'token', before: '***', after: '***' }] }],
      missing: [{ id: 'c', name: 'Hilang', owner: null }],
      leftOut: [{ id: 'd', name: 'Tanpa token', why: 'no_token' }],
    };
    house.previewSync.mockResolvedValueOnce({ ok: true, data });
    const answer = await house.as('rani').get(`${sessionsPath}/sync`);
    expect(success(SyncPreview).parse(answer.body).data).toEqual(data);
    for (const who of ['oscar', 'vera'] as const) {
      const refused = await house.as(who).get(`${sessionsPath}/sync`);
      expect(refused.body).toMatchObject({ code: 403, reason: 'forbidden' });
    }
    expect(house.previewSync).toHaveBeenCalledTimes(1);
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
