import { expect, test } from 'vitest';
import { lifeEvents, ownEvents, readEvents, wantedUpstream } from './subscriptions.ts';

test('names are read however they are written, each once; unknown ones are told', () => {
  expect(readEvents(['message', ' ReadReceipt', 'MESSAGE'])).toEqual({
    events: ['Message', 'ReadReceipt'],
    unknown: [],
  });
  expect(readEvents(['Message', 'Nonsense']).unknown).toEqual(['Nonsense']);
});

test('with nothing chosen the life events are subscribed to, never those that could kill the service', () => {
  for (const pushed of [true, false]) expect(wantedUpstream('', pushed)).toEqual([...lifeEvents]);
  expect(lifeEvents).not.toContain('All');
  expect(lifeEvents).not.toContain('ConnectFailure');
});

test('the admin’s own events get the life events beside them where the service pushes to us', () => {
  expect(wantedUpstream('Message', false)).toEqual(['Message']);
  expect(wantedUpstream('Message,QR', true)).toEqual([
    'Message',
    'QR',
    ...lifeEvents.filter((name) => name !== 'QR'),
  ]);
  expect(wantedUpstream('All', true)).toEqual(['All']);
});

test('life events that we added are not shown as the admin’s', () => {
  expect(ownEvents(wantedUpstream('Message,ReadReceipt', true).join(','))).toBe('Message,ReadReceipt');
  expect(ownEvents('QR,Connected')).toBe('QR,Connected');
  expect(ownEvents('')).toBe('');
});
