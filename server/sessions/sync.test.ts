import { expect, test } from 'vitest';
import { readTimeline } from '../../db/timeline.ts';
import { eventually, rani, testService, watchService } from './testing.ts';
import { startNode } from './testing-node.ts';

test('what the service has is taken over once, in the state it is in', async () => {
  const { session, watch, known, db, lines } = await watchService();
  const up = await session({
    token: 'tok-up',
    paired: '628000000001',
    online: true,
    webhook: 'https://a.example',
  });
  const off = await session({ token: 'tok-off', proxyUrl: 'socks5://u:p@h:1' });
  const counts = { created: 2, updated: 0, missing: 0, total: 2 };
  expect(await watch.sync(rani)).toEqual({ ok: true, data: counts });
  expect(known.get(up)).toMatchObject({
    phase: 'online',
    desired: 'online',
    token: 'tok-up',
    webhook: 'https://a.example',
    paired: 'yes',
  });
  expect(known.get(off)).toMatchObject({
    phase: 'offline',
    desired: 'offline',
    proxyEnabled: true,
    proxyUrl: 'socks5://u:p@h:1',
  });
  expect(await watch.sync(rani)).toMatchObject({ data: { created: 0, updated: 0, total: 2 } });
  const [created] = await readTimeline(db, off, { limit: 10 });
  expect(created).toMatchObject({ type: 'created', actor: 'Rani', data: { from: 'sync', phase: 'offline' } });
  expect(lines.join('\n')).not.toMatch(/tok-|u:p@/);
});

test('what the service has differently is taken over, but for the events, which are wished here', async () => {
  const { session, watch, known, simulator } = await watchService();
  const id = await session({ events: 'Message' });
  await watch.sync(rani);
  await fetch(`${simulator.url}/admin/users/${id}`, {
    method: 'PUT',
    headers: { authorization: simulator.adminToken },
    body: JSON.stringify({ name: 'CS Malam', webhook: 'https://b.example', events: 'All' }),
  });
  expect(await watch.sync(rani)).toMatchObject({ data: { created: 0, updated: 1 } });
  expect(known.get(id)).toMatchObject({ name: 'CS Malam', webhook: 'https://b.example', events: 'Message' });
});

test('what it would change is told before, with every secret hidden, and nothing is changed by it', async () => {
  const { session, watch, known, simulator, control } = await watchService();
  const here = await session({ name: 'CS Pagi', token: 'tok-here', proxyUrl: 'socks5://u:old@h:1' });
  const gone = await session({ name: 'Gudang', token: 'tok-gone' });
  await watch.sync(rani);
  const asAdmin = { headers: { authorization: simulator.adminToken } };
  await fetch(`${simulator.url}/admin/users/${gone}/full`, { method: 'DELETE', ...asAdmin });
  await fetch(`${simulator.url}/admin/users/${here}`, {
    method: 'PUT',
    ...asAdmin,
    body: JSON.stringify({
      name: 'CS Malam',
      token: 'tok-moved',
      events: 'All',
      proxyConfig: { enabled: true, proxyURL: 'socks5://u:new@h:1' },
    }),
  });
  const { id: fresh } = control.addUser({ name: 'Baru', token: 'tok-fresh' });
  const before = JSON.stringify([...known.all()]);
  const preview = await watch.previewSync();
  expect(preview).toEqual({
    ok: true,
    data: {
      total: 2,
      same: 0,
      created: [{ id: fresh, name: 'Baru', connected: false, loggedIn: false }],
      updated: [
        {
          id: here,
          name: 'CS Pagi',
          owner: null,
          changes: [
            { field: 'name', before: 'CS Pagi', after: 'CS Malam' },
            { field: 'token', before: '***', after: '***' },
            { field: 'proxyConfig.proxyUrl', before: 'socks5://***@h:1', after: 'socks5://***@h:1' },
          ],
        },
      ],
      missing: [{ id: gone, name: 'Gudang', owner: null }],
      leftOut: [],
    },
  });
  expect(JSON.stringify([...known.all()])).toBe(before);
  expect(await watch.sync(rani)).toEqual({
    ok: true,
    data: { created: 1, updated: 1, missing: 1, total: 2 },
  });
  expect(await watch.previewSync()).toMatchObject({ data: { same: 2, created: [], updated: [] } });
});

test('a session that the service made anew under its old token is the same one', async () => {
  const { session, watch, known, simulator, control, db, store } = await watchService();
  const id = await session({ token: 'kept' });
  await watch.sync(rani);
  await store.changeSettings(id, { events: 'All' });
  await eventually(() => known.get(id)?.events === 'All');
  await fetch(`${simulator.url}/admin/users/${id}/full`, {
    method: 'DELETE',
    headers: { authorization: simulator.adminToken },
  });
  const { id: anew } = control.addUser({ name: 'anew', token: 'kept', paired: '628000000001', online: true });
  await eventually(() => control.truthOf(anew).service.loggedIn);
  expect(await watch.previewSync()).toMatchObject({
    data: {
      missing: [],
      created: [],
      updated: [{ id, changes: [{ field: 'id', before: id, after: anew }, { field: 'name' }] }],
    },
  });
  expect(await watch.sync(rani)).toMatchObject({ data: { created: 0, updated: 1, missing: 0, total: 1 } });
  // By the id that it has there now: by the old one it would be lost for ever.
  expect([...known.all()]).toMatchObject([{ id: anew, name: 'anew', events: 'All', phase: 'online' }]);
  expect(await watch.fresh(anew, 0)).toMatchObject({ ok: true, row: { connected: true, loggedIn: true } });
  const past = await db.selectFrom('timeline').select('type').where('session_id', '=', anew).execute();
  expect(past.map(({ type }) => type)).toContain('created');
  expect(await watch.sync(rani)).toMatchObject({ data: { created: 0, updated: 0, missing: 0, total: 1 } });
});

test('a session without a token is left out: whoever sends none would be it', async () => {
  const { watch, control, logged } = await watchService();
  control.addUser({ name: 'open', token: '' });
  expect(await watch.sync(rani)).toMatchObject({ data: { created: 0, total: 1 } });
  expect(logged('without a token')).toHaveLength(1);
});

test('two nodes that take over at the same moment make each session once', async () => {
  const service = await testService();
  for (let i = 0; i < 5; i++) await service.session();
  const [left, right] = await Promise.all([startNode(service), startNode(service)]);
  const both = await Promise.all([left.watch.sync(rani), right.watch.sync(rani)]);
  const made = both.map((answer) => (answer.ok ? answer.data.created : -1));
  expect(made[0]! + made[1]!).toBe(5);
  await eventually(() => left.known.size() === 5 && right.known.size() === 5);
});

test('without an admin token nothing can be taken over', async () => {
  const { watch } = await watchService({ byAdmin: false });
  for (const answer of [await watch.sync(rani), await watch.previewSync()]) {
    expect(answer).toMatchObject({ ok: false, reason: 'admin_token_missing' });
  }
});
