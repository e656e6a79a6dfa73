import { expect, test } from 'vitest';
import { sessionState } from '../testing/session.ts';
import { inAnyPhase } from './list-counts.ts';
import { arrange, countPhases } from './order.ts';

const sessions = [
  sessionState({ id: 'a', name: 'Toko Melati', ownerId: 'sari', ownerName: 'Sari' }),
  sessionState({ id: 'b', name: 'Toko Mawar', phase: 'offline' }),
  sessionState({ id: 'c', name: 'Apotek', ownerId: 'sari', ownerName: 'Sari', phase: 'offline' }),
  sessionState({ id: 'd', name: 'Toko Anggrek', ownerId: 'sari', ownerName: 'Sari' }),
];

test('the count of a phase is the number of rows that its filter shows', () => {
  for (const owner of [null, 'sari', '']) {
    for (const q of ['', 'toko', 'sari', 'nobody']) {
      const counts = countPhases(inAnyPhase(sessions, { owner, q }));
      for (const phase of ['online', 'offline'] as const) {
        const rows = arrange(sessions, { phase, owner, q, sort: 'name' });
        expect(counts.get(phase) ?? 0, `${owner}, ${q}, ${phase}`).toBe(rows.length);
      }
    }
  }
});

test('nothing is gone through where nothing is asked', () => {
  expect(inAnyPhase(sessions, { owner: null, q: '' })).toBe(sessions);
});
