import { expect, test } from 'vitest';
import { sessionState } from '../testing/session.ts';
import { matches } from './matches.ts';

const sessions = [
  sessionState({ id: 'a1', name: 'Toko Melati – Gudang', jid: '6280000000177:1@s.whatsapp.net' }),
  sessionState({ id: 'b2', name: 'Toko Melati – Kasir', phase: 'needs-attention' }),
  sessionState({ id: 'c3', name: 'Melati Baru', ownerName: 'Sari' }),
  sessionState({ id: 'd4', name: 'Kamelia' }),
];
const names = (query: string) => matches(sessions, query).map(({ id }) => id);

test('the start of a name comes first, then words, then what needs somebody', () => {
  expect(names('mel')).toEqual(['c3', 'b2', 'a1', 'd4']);
});

test('numbers, IDs and owners are found too', () => {
  expect(names('0177')).toEqual(['a1']);
  expect(names('d4')).toEqual(['d4']);
  expect(names('sari')).toEqual(['c3']);
  expect(names('nothing')).toEqual([]);
});

test('with nothing typed it offers what needs somebody', () => {
  expect(names('')).toEqual(['b2']);
});
