import { expect, test } from 'vitest';
import { cipher, newSession, testStore } from './session-testing.ts';
import { decodeCursor } from './session-page.ts';
import { createSessionStore } from './sessions.ts';

test('secrets are sealed where they are stored and open where they are read', async () => {
  const { db, store } = await testStore();
  const secrets = { token: 'tok-1', proxyUrl: 'socks5://u:p@h:1', s3AccessKey: 'AKIA', s3SecretKey: 'shh' };
  const row = (await store.insert(newSession('a', secrets)))!;
  expect(row).toMatchObject(secrets);
  const stored = JSON.stringify(await db.selectFrom('sessions').selectAll().execute());
  for (const secret of Object.values(secrets)) expect(stored).not.toContain(secret);
});

test('rows of one service are never seen from another', async () => {
  const { db, store } = await testStore();
  const demo = createSessionStore(db, cipher, 'demo');
  await store.insert(newSession('a'));
  expect(await demo.all()).toEqual([]);
  expect(await demo.byIds(['a'])).toEqual([]);
  expect(await demo.changeSettings('a', { name: 'mine' })).toBeNull();
  expect(await demo.remove('a')).toBeNull();
  expect(await store.versions()).toHaveLength(1);
});

test('an id or a token that is taken makes no second row', async () => {
  const { store } = await testStore();
  await store.insert(newSession('a', { token: 'tok' }));
  expect(await store.insert(newSession('a', { token: 'other' }))).toBeNull();
  expect(await store.insert(newSession('b', { token: 'tok' }))).toBeNull();
  await store.insert(newSession('b', { token: 'other' }));
  await expect(store.changeSettings('b', { token: 'tok' })).rejects.toThrow(/unique/);
});

test('many at once are one statement, without those whose id or token is taken', async () => {
  const { store } = await testStore();
  await store.insert(newSession('a', { token: 'tok' }));
  const many = [
    newSession('a', { token: 'new' }),
    newSession('b', { token: 'tok' }),
    newSession('c', { token: 'twice' }),
    newSession('d', { token: 'twice' }),
    newSession('e', { token: 'own' }),
  ];
  const made = await store.insertAll(many);
  expect(made.map(({ id, version }) => [id, version]).sort()).toEqual([
    ['c', 1],
    ['e', 1],
  ]);
  expect((await store.versions()).map(({ id }) => id).sort()).toEqual(['a', 'c', 'e']);
  expect(await store.insertAll([])).toEqual([]);
});

test('two people who change different settings at the same moment both keep theirs', async () => {
  const { store } = await testStore();
  await store.insert(newSession('a'));
  await Promise.all([
    store.changeSettings('a', { name: 'CS Malam' }),
    store.changeSettings('a', { events: 'Message' }),
    store.changeSettings('a', { webhook: 'https://example.net' }),
  ]);
  const [row] = await store.byIds(['a']);
  expect(row).toMatchObject({ name: 'CS Malam', events: 'Message', webhook: 'https://example.net' });
  expect(row!.version).toBe(4);
});

test('pages follow each other without a gap or a repeat, whatever happens to the rows between', async () => {
  const { store } = await testStore();
  for (const id of ['d', 'a', 'c', 'e', 'b'])
    await store.insert(newSession(id, { name: id === 'e' ? 'a' : id }));
  const first = await store.page({ status: 'all', limit: 2 });
  expect(first.rows.map(({ id }) => id)).toEqual(['a', 'e']);
  expect(first.total).toBe(5);
  await store.remove('e');
  const second = await store.page({ status: 'all', limit: 2, cursor: first.nextCursor! });
  expect(second.rows.map(({ id }) => id)).toEqual(['b', 'c']);
  const last = await store.page({ status: 'all', limit: 2, cursor: second.nextCursor! });
  expect(last.rows.map(({ id }) => id)).toEqual(['d']);
  expect(last.nextCursor).toBeNull();
});

test('the statuses are a partition, and a search takes what is typed literally', async () => {
  const { store } = await testStore();
  await store.insert(newSession('up', { connected: true, loggedIn: true, jid: '628123:1@s.whatsapp.net' }));
  await store.insert(newSession('qr', { connected: true }));
  await store.insert(newSession('drop', { loggedIn: true }));
  await store.insert(newSession('off', { name: '100 % sure' }));
  const ids = async (query: { status?: 'connected' | 'qr_required' | 'disconnected'; q?: string }) =>
    (await store.page({ status: 'all', limit: 50, ...query })).rows.map(({ id }) => id).sort();
  expect(await ids({ status: 'connected' })).toEqual(['up']);
  expect(await ids({ status: 'qr_required' })).toEqual(['qr']);
  expect(await ids({ status: 'disconnected' })).toEqual(['drop', 'off']);
  expect(await ids({ q: '%' })).toEqual(['off']);
  expect(await ids({ q: '628123' })).toEqual(['up']);
  expect(await ids({ q: '_' })).toEqual([]);
});

test('a cursor that nobody gave out is none', () => {
  expect(decodeCursor('nonsense')).toBeNull();
  expect(decodeCursor(Buffer.from('[1,2]').toString('base64url'))).toBeNull();
  expect(decodeCursor(Buffer.from('["a","b"]').toString('base64url'))).toEqual(['a', 'b']);
});
