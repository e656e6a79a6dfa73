import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import type { CauseCode } from '../../contract/words.ts';
import { iso, noon, sessionState } from '../testing/session.ts';
import { startPairing } from './start-pairing.ts';

const cause = (code: CauseCode, at = noon) => ({
  code,
  message: '',
  next: '',
  since: iso(at),
  until: null,
  by: null,
});
const off = (why: SessionState['cause'] = null) => sessionState({ phase: 'offline', cause: why });
const banned = (at = noon) =>
  sessionState({ phase: 'needs-attention', cause: cause('temporary_ban', at), jid: null });
const connecting = sessionState({ phase: 'connecting' });
const pairing = sessionState({ phase: 'pairing' });

/** A link's feed whose state is told by the test. */
function feedAt(state: SessionState) {
  const listeners = new Set<() => void>();
  const feed = {
    state,
    connection: { is: 'live', since: 0 } as Parameters<typeof startPairing>[0]['connection'],
    start: vi.fn(async () => {}),
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const change = (next: Partial<typeof feed>) => {
    Object.assign(feed, next);
    listeners.forEach((each) => each());
  };
  return { feed, listeners, change, tell: (next: SessionState) => change({ state: next }) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('one that runs is not started again; another is, and waited for', async () => {
  const running = feedAt(pairing);
  await expect(startPairing(running.feed)).resolves.toBe(true);
  expect(running.feed.start).not.toHaveBeenCalled();
  const { feed, tell, listeners } = feedAt(off());
  const came = startPairing(feed);
  tell(connecting);
  tell(pairing);
  await expect(came).resolves.toBe(true);
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('a fall that the page tells ends the wait at once, and nothing more is said of it', async () => {
  const { feed, tell, listeners } = feedAt(off());
  let answer = () => {};
  feed.start.mockReturnValueOnce(new Promise<void>((resolve) => (answer = resolve)));
  const came = startPairing(feed);
  tell(banned());
  await expect(came).resolves.toBe(false);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('what it fell with before is no answer, unless it falls with it again', async () => {
  const { feed, tell } = feedAt(banned());
  const came = startPairing(feed);
  await vi.advanceTimersByTimeAsync(1_000);
  tell(banned());
  tell(connecting);
  tell(banned());
  await expect(came).resolves.toBe(false);
  const later = feedAt(banned());
  const again = startPairing(later.feed);
  later.tell(banned(noon + 5_000));
  await expect(again).resolves.toBe(false);
});

test('a fall of which the page says nothing is no code, at once', async () => {
  const { feed, tell } = feedAt(off());
  const came = startPairing(feed);
  tell(connecting);
  tell(off(cause('by_admin')));
  await expect(came).rejects.toThrow('No code came');
});

test('it ends with the link, and when somebody else has linked it', async () => {
  const one = feedAt(off());
  const came = startPairing(one.feed);
  one.change({ connection: { is: 'signed-out', reason: 'link_ended' } });
  await expect(came).resolves.toBe(false);
  const other = feedAt(off());
  const linked = startPairing(other.feed);
  other.tell(sessionState());
  await expect(linked).resolves.toBe(false);
});

test('a refusal is told, and silence is no code in the end', async () => {
  const { feed } = feedAt(off());
  feed.start.mockRejectedValueOnce(new Error('too many'));
  await expect(startPairing(feed)).rejects.toThrow('too many');
  const silent = expect(startPairing(feed)).rejects.toThrow('No code came');
  await vi.advanceTimersByTimeAsync(30_000);
  await silent;
  expect(vi.getTimerCount()).toBe(0);
});
