import { expect, test, vi } from 'vitest';
import type { SignIn } from '../auth/sign-in.ts';
import { sessionState } from '../testing/session.ts';
import { deskOf, leaveDesk } from './desk.ts';
import { blindTo } from './sight.ts';

const six = Array.from({ length: 6 }, (_, index) => sessionState({ id: `s${index}` }));
const signedIn = {
  status: 'signed-in',
  user: { id: 'u1', email: null, name: 'Rani', role: 'admin' },
} as const;

/** Somebody who disconnects six, of whom one waits for its turn. */
function begin() {
  let state: SignIn = signedIn;
  const auth = { state: () => state };
  const api = { call: vi.fn(() => new Promise<never>(() => undefined)) };
  const desk = deskOf(auth, 'u1', api);
  desk.sees = () => true;
  desk.runner.start('disconnect', six);
  const leave = (next: SignIn) => {
    state = next;
    leaveDesk(auth, desk);
  };
  const standings = () =>
    deskOf(auth, 'u1', api)
      .runner.current()
      ?.items.map(({ standing }) => standing);
  return { auth, api, desk, leave, standings };
}

test('a run outlives its pages, and is not sent on while they are gone', () => {
  const { api, desk, leave, standings } = begin();
  leave(signedIn);
  expect(standings()?.filter((each) => each === 'waiting')).toHaveLength(1);
  expect(desk.sees('disconnect')).toBe(false);
  expect(api.call).toHaveBeenCalledTimes(5);
});

test('whoever was signed out by force finds it again, stopped', () => {
  const { auth, api, leave, standings } = begin();
  leave({ status: 'signed-out', forced: true });
  expect(standings()?.filter((each) => each === 'unsent')).toHaveLength(1);
  expect(deskOf(auth, 'u2', api).runner.current()).toBeNull();
});

test('whoever signed out has given it up', () => {
  const { leave, standings } = begin();
  leave({ status: 'signed-out', forced: false });
  expect(standings()).toBeUndefined();
});

test('nothing is done to many while it could not be shown; who owns them needs no service', () => {
  expect(blindTo('connect', { lostSince: 1, unreachableSince: null })).toBe('lost');
  expect(blindTo('transfer', { lostSince: 1, unreachableSince: 2 })).toBe('lost');
  expect(blindTo('connect', { lostSince: null, unreachableSince: 2 })).toBe('away');
  expect(blindTo('transfer', { lostSince: null, unreachableSince: 2 })).toBeNull();
});
