import { afterEach, expect, test } from 'vitest';
import { startDemoService, type DemoService, type DemoSession } from './demo.ts';

const nobody = 'http://127.0.0.1:9/';
let service: DemoService;
afterEach(() => service.stop());

interface ListedUser {
  id: string;
  name: string;
  token: string;
  jid: string;
}
async function listed(): Promise<ListedUser[]> {
  const answer = await fetch(`${service.url}/admin/users`, {
    headers: { authorization: service.adminToken },
  });
  return ((await answer.json()) as { data: ListedUser[] }).data;
}
const statusOf = async (token: string) =>
  ((await (await fetch(`${service.url}/session/status`, { headers: { token } })).json()) as { data: unknown })
    .data;

test('the first time the demo has six sessions of its own', async () => {
  service = await startDemoService();
  await service.begin(nobody, 'a key', []);
  expect(await listed()).toHaveLength(6);
});

test('after a start it has the sessions again that were made before, as they were, and no others', async () => {
  const made = (name: string, more: Partial<DemoSession>): DemoSession => ({
    id: name.repeat(32).slice(0, 32),
    name,
    token: `token-${name}`,
    paired: 'no',
    jid: null,
    lastJid: null,
    desired: 'offline',
    eventsUp: null,
    ...more,
  });
  const jid = '6280000000001:1@s.whatsapp.net';
  service = await startDemoService();
  await service.begin(nobody, 'a key', [
    made('a', { paired: 'yes', jid, desired: 'online', eventsUp: 'Message' }),
    made('b', { paired: 'perhaps', lastJid: '6280000000002:3@s.whatsapp.net', desired: 'online' }),
    made('c', { paired: 'perhaps', lastJid: '6280000000003:1@s.whatsapp.net' }),
    made('d', {}),
  ]);
  expect((await listed()).map(({ name, jid }) => [name, jid])).toEqual([
    ['a', jid],
    ['b', '6280000000002:1@s.whatsapp.net'],
    ['c', '6280000000003:1@s.whatsapp.net'],
    ['d', ''],
  ]);
  await expect.poll(() => statusOf('token-a')).toMatchObject({ loggedIn: true, events: 'Message' });
  await expect.poll(() => statusOf('token-b')).toMatchObject({ loggedIn: true });
  expect(await statusOf('token-c')).toMatchObject({ loggedIn: false });
});
