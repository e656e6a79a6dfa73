import { expect, test, vi } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { sessionState } from '../testing/session.ts';
import { progressOf, settleWithinMs } from './run.ts';
import { createRunner, type Send } from './runner.ts';

const offline = (id: string, more: Partial<SessionState> = {}) =>
  sessionState({ id, name: id.toUpperCase(), phase: 'offline', connected: false, loggedIn: false, ...more });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`);

/** A runner over states that the test changes, with calls that the test answers. */
function runnerOver(states: SessionState[]) {
  const known = new Map(states.map((each) => [each.id, each]));
  const answers = new Map<string, { yes: () => void; no: (error: unknown) => void }>();
  const send = vi.fn<Send>((_kind, id) => new Promise((yes, no) => answers.set(id, { yes, no })));
  let at = 1_000;
  let key = 0;
  let sees = true;
  const runner = createRunner({
    send,
    stateOf: (id) => known.get(id),
    sees: () => sees,
    now: () => at,
    newKey: () => `key-${key++}`,
  });
  const flush = async () => {
    for (let turn = 0; turn < 4; turn++) await Promise.resolve();
  };
  return {
    runner,
    send,
    standing: (id: string) => runner.current()?.items.find((each) => each.id === id)?.standing,
    /** Second by second, as a page looks. */
    pass(ms: number) {
      for (let left = ms; left > 0; left -= 1_000) {
        at += Math.min(1_000, left);
        runner.look();
      }
    },
    /** The page slept meanwhile. */
    sleep: (ms: number) => ((at += ms), runner.look()),
    see(now: boolean) {
      sees = now;
      runner.look();
    },
    async answer(id: string, error?: unknown) {
      if (error === undefined) answers.get(id)?.yes();
      else answers.get(id)?.no(error);
      await flush();
    },
    become(id: string, change: Partial<SessionState>) {
      const before = known.get(id) ?? offline(id);
      known.set(id, { ...before, version: before.version + 1, ...change });
      runner.look();
    },
    remove(id: string) {
      known.delete(id);
      runner.look();
    },
  };
}

test('five are sent at once, each with a key of its own, and the next when one is online', async () => {
  const { runner, send, answer, become, standing } = runnerOver(ids(7).map((id) => offline(id)));
  runner.start(
    'connect',
    ids(7).map((id) => offline(id)),
  );
  expect(send).toHaveBeenCalledTimes(5);
  expect(new Set(send.mock.calls.map(([, , , key]) => key)).size).toBe(5);
  await answer('s0');
  expect(standing('s0')).toBe('sent');
  expect(send).toHaveBeenCalledTimes(5);
  become('s0', { phase: 'online' });
  expect(standing('s0')).toBe('done');
  expect(send).toHaveBeenCalledTimes(6);
});

test('one that takes long gives its place to the next, and is told as not done after a minute', async () => {
  const { runner, send, answer, pass, standing } = runnerOver(ids(6).map((id) => offline(id)));
  runner.start(
    'connect',
    ids(6).map((id) => offline(id)),
  );
  await answer('s0');
  pass(15_000);
  expect(send).toHaveBeenCalledTimes(6);
  pass(settleWithinMs);
  expect(standing('s0')).toBe('failed');
});

test('a session that was never paired is not connected: its codes would burn unseen', () => {
  const { runner, send } = runnerOver([]);
  runner.start('connect', [offline('a', { jid: null, lastJid: null })]);
  expect(send).not.toHaveBeenCalled();
  expect(progressOf(runner.current()?.items ?? [])).toMatchObject({ scan: 1, finished: true });
});

test('stopping keeps what was sent, and sends nothing more', async () => {
  const { runner, send, answer, become, standing } = runnerOver(ids(6).map((id) => sessionState({ id })));
  runner.start(
    'disconnect',
    ids(6).map((id) => sessionState({ id })),
  );
  runner.stop();
  expect(standing('s5')).toBe('unsent');
  await answer('s0');
  become('s0', { phase: 'offline' });
  expect(standing('s0')).toBe('done');
  expect(send).toHaveBeenCalledTimes(5);
});

test('a retry has a new key after a refusal, and the same key where no answer came', async () => {
  const { runner, send, answer, standing } = runnerOver([offline('a'), offline('b')]);
  runner.start('connect', [offline('a'), offline('b')]);
  await answer('a', new HeliographError({ reason: 'not_now', status: 409, message: 'no' }));
  await answer('b', new HeliographError({ reason: 'timeout', status: 0, message: 'no' }));
  expect(standing('a')).toBe('failed');
  runner.retry(['a', 'b']);
  const keys = send.mock.calls.map(([, id, , key]) => `${id} ${key}`);
  expect(keys).toEqual(['a key-0', 'b key-1', 'a key-2', 'b key-1']);
});

const notNow = (retryAfterS: number) =>
  new HeliographError({ reason: 'not_now', status: 409, message: 'Its codes run', retryAfterS });

test('what is held back waits until then and is sent again by itself, with another key', async () => {
  const { runner, send, answer, pass, become, standing } = runnerOver([offline('a')]);
  runner.start('connect', [offline('a')]);
  await answer('a', notNow(30));
  expect(standing('a')).toBe('waiting');
  expect(runner.current()?.items[0]).toMatchObject({ heldUntil: 31_000 });
  pass(29_999);
  expect(send).toHaveBeenCalledTimes(1);
  pass(1);
  expect(send).toHaveBeenCalledTimes(2);
  expect(send.mock.calls[0]?.[3]).not.toBe(send.mock.calls[1]?.[3]);
  await answer('a');
  become('a', { phase: 'online' });
  expect(standing('a')).toBe('done');
});

test('what is held back again and again is told as failed', async () => {
  const { runner, send, answer, pass, standing } = runnerOver([offline('a')]);
  runner.start('connect', [offline('a')]);
  for (let times = 0; times < 5; times++) {
    await answer('a', notNow(1));
    expect(standing('a')).toBe('waiting');
    pass(1_000);
  }
  await answer('a', notNow(1));
  expect(standing('a')).toBe('failed');
  expect(send).toHaveBeenCalledTimes(6);
});

test('what is held back after the run was stopped is not sent again', async () => {
  const { runner, send, answer, pass, standing } = runnerOver([offline('a'), offline('b')]);
  runner.start('connect', [offline('a'), offline('b')]);
  await answer('a', notNow(1));
  runner.stop();
  await answer('b', notNow(1));
  pass(2_000);
  expect([standing('a'), standing('b')]).toEqual(['unsent', 'unsent']);
  expect(send).toHaveBeenCalledTimes(2);
});

test('each is done when its state says so: whose it is, that no phone is linked, that it is gone', async () => {
  const transfer = runnerOver([offline('a')]);
  transfer.runner.start('transfer', [offline('a')], { id: 'u1', name: 'Sari' });
  await transfer.answer('a');
  expect(transfer.standing('a')).toBe('sent');
  transfer.become('a', { ownerId: 'u1' });
  expect(transfer.standing('a')).toBe('done');
  const logout = runnerOver([sessionState({ id: 'a' })]);
  logout.runner.start('logout', [sessionState({ id: 'a' })]);
  await logout.answer('a');
  expect(logout.standing('a')).toBe('sent');
  logout.become('a', { phase: 'offline', loggedIn: false, jid: null });
  expect(logout.standing('a')).toBe('done');
  const gone = runnerOver([offline('a')]);
  gone.runner.start('delete', [offline('a')]);
  await gone.answer('a');
  expect(gone.standing('a')).toBe('sent');
  gone.remove('a');
  expect(gone.standing('a')).toBe('done');
});

test('while what is shown is old no minute runs out, and nothing more is sent', async () => {
  const all = ids(6).map((id) => offline(id));
  const { runner, send, answer, pass, sleep, see, become, standing } = runnerOver(all);
  runner.start('connect', all);
  await answer('s0');
  see(false);
  pass(10 * settleWithinMs);
  await answer('s1');
  expect([standing('s0'), standing('s1'), standing('s5')]).toEqual(['sent', 'sent', 'waiting']);
  expect(send).toHaveBeenCalledTimes(5);
  see(true);
  expect(send).toHaveBeenCalledTimes(6);
  become('s0', { phase: 'online' });
  expect(standing('s0')).toBe('done');
  // Nobody looked either while the machine slept.
  sleep(10 * settleWithinMs);
  expect(standing('s1')).toBe('sent');
  pass(settleWithinMs);
  expect(standing('s1')).toBe('failed');
});

test('what was told as failed is done all the same once its state says so', async () => {
  const { answer, become, pass, runner, standing } = runnerOver([offline('a'), offline('b')]);
  runner.start('connect', [offline('a'), offline('b')]);
  await answer('a');
  await answer('b', new HeliographError({ reason: 'timeout', status: 0, message: 'no' }));
  pass(2 * settleWithinMs);
  expect([standing('a'), standing('b')]).toEqual(['failed', 'failed']);
  become('a', { phase: 'online' });
  become('b', { phase: 'online' });
  expect([standing('a'), standing('b')]).toEqual(['done', 'done']);
  expect(runner.current()?.items.map(({ error }) => error)).toEqual([null, null]);
});

test('what another did meanwhile is not done again, and no code is shown to nobody', async () => {
  const all = ids(8).map((id) => offline(id));
  const { runner, send, answer, become, standing } = runnerOver(all);
  runner.start('connect', all);
  become('s5', { phase: 'online' });
  become('s6', { phase: 'logged-out', jid: null });
  await answer('s0');
  become('s0', { phase: 'online' });
  expect([standing('s5'), standing('s6'), standing('s7')]).toEqual(['already', 'scan', 'asked']);
  expect(send).toHaveBeenCalledTimes(6);
});

test('after a stop one is sent again, or all of them; of those that failed as well', async () => {
  const all = ids(8).map((id) => sessionState({ id }));
  const { runner, send, answer, standing } = runnerOver(all);
  runner.start('disconnect', all);
  runner.stop();
  const refused = new HeliographError({ reason: 'upstream_error', status: 502, message: 'no' });
  for (const id of ids(5)) await answer(id, refused);
  expect(send).toHaveBeenCalledTimes(5);
  runner.retry(['s5']);
  expect([standing('s5'), standing('s6'), standing('s0')]).toEqual(['asked', 'unsent', 'failed']);
  runner.retry(['s0', 's1', 's2', 's6', 's7']);
  expect(send).toHaveBeenCalledTimes(10);
  expect([standing('s0'), standing('s7'), standing('s3')]).toEqual(['asked', 'waiting', 'failed']);
  expect(progressOf(runner.current()?.items ?? [])).toMatchObject({ failed: 2, running: 5, waiting: 1 });
});
