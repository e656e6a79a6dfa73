import { expect, test } from 'vitest';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { endLogin, endOthers } from './profile-calls.ts';

const refusal = (status: number) =>
  new HeliographError({ status, reason: status === 404 ? 'not_found' : 'forbidden', message: 'No.' });

/** Ends logins, and refuses those that a test names. */
function account(refused: Record<string, number>) {
  const ended: string[] = [];
  const call = (method: string, path: string) => {
    const id = path.split('/').at(-1) ?? '';
    if (method === 'GET')
      return Promise.resolve(['a', 'b', 'me', 'c'].map((one) => ({ id: one, current: one === 'me' })));
    if (refused[id]) return Promise.reject(refusal(refused[id]));
    ended.push(id);
    return Promise.resolve({ id });
  };
  return { ended, api: { call } as Parameters<typeof endOthers>[0] };
}

test('a login that ended meanwhile does not keep the others from their end', async () => {
  const { ended, api } = account({ a: 404 });
  await endOthers(api);
  expect(ended).toEqual(['b', 'c']);
});

test('any other refusal is told', async () => {
  const { api } = account({ a: 403 });
  await expect(endLogin(api, 'a')).rejects.toMatchObject({ status: 403 });
});
