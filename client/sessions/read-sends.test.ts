import { expect, test } from 'vitest';
import { mostAtOnce, readAllSends } from './read-sends.ts';

const ids = Array.from({ length: mostAtOnce + 1 }, (_, index) => `s${index}`);
/** A gateway that fails at its `fails`th call. */
const gateway = (fails = 0) => {
  let calls = 0;
  return {
    call: (_method: string, path: string) => {
      calls += 1;
      if (calls === fails) return Promise.reject(new Error('no'));
      const asked = new URL(path, 'http://gateway').searchParams.get('ids')?.split(',') ?? [];
      return Promise.resolve({ sessions: asked.map((id) => ({ id, events: ['All'], webhook: '' })) });
    },
  } as Parameters<typeof readAllSends>[0];
};

test('what all of them send is read in as many calls as it takes, whole or not at all', async () => {
  expect([...(await readAllSends(gateway(), ids)).keys()]).toEqual(ids);
  await expect(readAllSends(gateway(2), ids)).rejects.toThrow('no');
});
