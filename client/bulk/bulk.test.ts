import { expect, test, vi } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { sessionState } from '../testing/session.ts';
import { firstStanding, inOrder, progressOf, settleWithinMs } from './run.ts';
import { createRunner, type Send } from './runner.ts';
import { reach, shownOnly, toggle } from './selection.ts';

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
  const runner = createRunner({
    send,
    stateOf: (id) => known.get(id),
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
    pass: (ms: number) => ((at += ms), runner.look()),
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
  expect(firstStanding('connect', offline('a', { jid: null, lastJid: null }), null)).toBe('scan');
  expect(firstStanding('connect', offline('a', { phase: 'logged-out' }), null)).toBe('scan');
  expect(firstStanding('connect', sessionState(), null)).toBe('already');
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

test('what needs a person stands first, and the rest as it was chosen', () => {
  const item = (id: string, standing: 'done' | 'failed' | 'scan' | 'sent' | 'waiting') => ({
    id,
    name: id,
    standing,
    since: 3_000,
    sentAt: 1_000,
    sentVersion: 1,
    key: id,
    error: null,
    heldUntil: null,
    holds: 0,
  });
  const items = [
    item('done', 'done'),
    item('waiting', 'waiting'),
    item('sent', 'sent'),
    item('scan', 'scan'),
    item('failed', 'failed'),
  ];
  expect(inOrder(items).map(({ id }) => id)).toEqual(['failed', 'scan', 'sent', 'waiting', 'done']);
  expect(progressOf(items)).toMatchObject({ total: 5, over: 3, running: 1, waiting: 1, leftMs: 2_000 });
});

test('a transfer is done when the gateway took it, a logout when no phone is linked any more', async () => {
  const transfer = runnerOver([offline('a')]);
  transfer.runner.start('transfer', [offline('a')], { id: 'u1', name: 'Sari' });
  await transfer.answer('a');
  expect(transfer.standing('a')).toBe('done');
  const logout = runnerOver([sessionState({ id: 'a' })]);
  logout.runner.start('logout', [sessionState({ id: 'a' })]);
  await logout.answer('a');
  expect(logout.standing('a')).toBe('sent');
  logout.become('a', { phase: 'logged-out', loggedIn: false });
  expect(logout.standing('a')).toBe('done');
});

test('a selection grows from the last row to this one, and loses what the list no longer shows', () => {
  const list = ['a', 'b', 'c', 'd'];
  const one = toggle(new Set(), 'b');
  expect([...reach(one, list, 'b', 'd')]).toEqual(['b', 'c', 'd']);
  expect([...reach(one, list, 'b', 'a')].sort()).toEqual(['a', 'b']);
  expect([...reach(one, list, 'gone', 'd')].sort()).toEqual(['b', 'd']);
  expect(toggle(one, 'b').size).toBe(0);
  expect(shownOnly(one, list)).toBe(one);
  expect(shownOnly(one, ['a']).size).toBe(0);
});
