import { expect, test } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import { sessionState } from '../testing/session.ts';
import { watchPairing, type Watched } from './just-paired.ts';

const numberOf = (digit: number) => `628000000010${digit}:1@s.whatsapp.net`;
const pairing = sessionState({ phase: 'pairing', jid: null });
const online = (digit: number) => sessionState({ jid: numberOf(digit), lastJid: numberOf(digit) });

/** What each of these states ended, in turn. */
function ends(states: readonly SessionState[], old: string | null): (string | null)[] {
  let watched: Watched = { pairs: false, old };
  return states.flatMap((state) => {
    const seen = watchPairing(watched, state);
    watched = seen.watched;
    return seen.ended ? [seen.ended.before] : [];
  });
}

test('another number than before is told, the same one is not', () => {
  expect(ends([pairing, online(2)], numberOf(1))).toEqual([numberOf(1)]);
  expect(ends([pairing, online(1)], numberOf(1))).toEqual([null]);
  expect(ends([{ ...pairing, lastJid: null }, online(1)], null)).toEqual([null]);
});

test('of several pairings each is held against the one before it', () => {
  const both = [pairing, online(2), pairing, online(2), pairing, online(3)];
  expect(ends(both, numberOf(1))).toEqual([numberOf(1), null, numberOf(2)]);
});

test('what comes up with its login, or gave its pairing up, was not paired here', () => {
  expect(ends([sessionState({ phase: 'connecting' }), online(1)], numberOf(1))).toEqual([]);
  expect(ends([pairing, sessionState({ phase: 'offline' }), online(2)], numberOf(1))).toEqual([]);
});
