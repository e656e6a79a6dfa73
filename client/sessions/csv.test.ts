import { expect, test } from 'vitest';
import { iso, noon, sessionState } from '../testing/session.ts';
import { csvOf } from './csv.ts';

test('each session is a line, with what would break or run in a spreadsheet made harmless', () => {
  const text = csvOf([
    sessionState({ name: 'Toko "Melati", Kasir', ownerName: 'Sari' }),
    sessionState({ id: 'b2', name: '=HYPERLINK("x")', jid: null, lastJid: null, phase: 'offline' }),
  ]);
  const [head, first, second, end] = text.split('\r\n');
  expect(head).toBe('\ufeffid,name,number,phase,phaseSince,cause,owner,shouldBe,seenAt');
  expect(first).toBe(
    `a1,"Toko ""Melati"", Kasir",6280000000142,online,${iso(noon - 60_000)},,Sari,online,${iso(noon)}`,
  );
  expect(second).toMatch(/^b2,"'=HYPERLINK\(""x""\)",,offline,/);
  expect(end).toBe('');
});
