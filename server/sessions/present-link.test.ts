import { expect, test } from 'vitest';
import { sessionRow } from '../realtime/testing.ts';
import { presentForLink } from './present-link.ts';
import { presentState } from './present.ts';

const over = { observedAt: 0, source: 'status', upstream: 'reachable', idleStopsAt: null } as const;
const shown = (loggedOut: boolean) =>
  presentState(
    sessionRow({
      ownerId: 'u1',
      ownerName: 'Rani',
      cause: { code: 'by_admin', since: 0, until: null, by: 'Rani', loggedOut },
    }),
    over,
    0,
    true,
  );

test('a cause says who switched a session off, or logged it out, and what then helps', () => {
  expect(shown(false).cause).toMatchObject({ message: 'Switched off by Rani', by: 'Rani' });
  expect(shown(true).cause).toMatchObject({
    message: 'Logged out by Rani',
    next: 'Scan a new code to use it again.',
  });
});

test('whoever has a link is told of nobody, in no field', () => {
  for (const loggedOut of [true, false]) {
    const link = presentForLink(shown(loggedOut));
    expect(JSON.stringify(link)).not.toContain('Rani');
    expect(link.cause).toMatchObject({ code: 'by_admin', message: 'Switched off', by: null });
  }
});
