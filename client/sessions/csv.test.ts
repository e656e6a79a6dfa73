import { expect, test } from 'vitest';
import { iso, noon, sessionState } from '../testing/session.ts';
import { csvOf } from './csv.ts';

test('each session is a line, with what would break or run in a spreadsheet made harmless', () => {
  const sessions = [
    sessionState({ name: 'Toko "Melati", Kasir', ownerName: 'Sari' }),
    sessionState({ id: 'b2', name: '=HYPERLINK("x")', jid: null, lastJid: null, phase: 'offline' }),
  ];
  const sends = new Map([
    ['a1', { id: 'a1', events: ['Message', 'ReadReceipt'], webhook: 'https://hooks.example' }],
  ]);
  const text = csvOf(sessions, null, sends);
  const [head, first, second, end] = text.split('\r\n');
  expect(head).toBe('\ufeffid,name,number,phase,phaseSince,cause,owner,shouldBe,seenAt,events,webhook');
  expect(first).toBe(
    `a1,"Toko ""Melati"", Kasir",6280000000142,online,${iso(noon - 60_000)},,Sari,online,${iso(noon)},"Message, ReadReceipt",https://hooks.example`,
  );
  expect(second).toMatch(/^b2,"'=HYPERLINK\(""x""\)",,offline,/);
  expect(end).toBe('');
});

test('a quiet session was seen when all of them were last seen', () => {
  const swept = { status: 'reachable' as const, since: iso(noon), observedAt: iso(noon + 5_000) };
  const [head, line] = csvOf([sessionState()], swept, null).split('\r\n');
  expect(head).toMatch(/,seenAt$/);
  expect(line).toMatch(new RegExp(`,${iso(noon + 5_000)}$`));
});
