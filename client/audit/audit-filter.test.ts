import { expect, test } from 'vitest';
import { AuditQuery } from '../../contract/audit.ts';
import { askedOf, filterIn, isFiltered } from './audit-filter.ts';

const read = (address: string) => filterIn(new URLSearchParams(address));

test('what the address says is what the gateway is asked', () => {
  const filter = read('actor=u1&session=s1&action=session.connect&outcome=failed');
  expect(isFiltered(filter)).toBe(true);
  expect(Object.fromEntries(askedOf(filter))).toEqual({
    actor: 'u1',
    sessionId: 's1',
    action: 'session.connect',
    outcome: 'failed',
  });
});

test('both days are in it, as they are here, also over the end of a month', () => {
  const query = AuditQuery.parse(Object.fromEntries(askedOf(read('from=2026-11-30&to=2026-11-30'))));
  expect(query.since).toBe(new Date(2026, 10, 30).toISOString());
  expect(query.until).toBe(new Date(2026, 11, 1).toISOString());
});

test('a year that is still being typed is one that the gateway takes', () => {
  const query = Object.fromEntries(askedOf(read('from=0020-11-30')));
  expect(AuditQuery.safeParse(query).success).toBe(true);
});

test('what is none is not asked', () => {
  const filter = read('action=dance&outcome=fine&from=yesterday&to=');
  expect(isFiltered(filter)).toBe(false);
  expect(askedOf(filter).toString()).toBe('');
});
