import { expect, test } from 'vitest';
import { causeCodes, type Phase } from '../contract/words.ts';
import { demoPast } from './demo-past.ts';
import { uptimeOf, type Transition } from './sessions/uptime.ts';

const now = Date.UTC(2026, 10, 25, 12);
const day = 86_400_000;
const told = (name: string, phase: Phase) => ({
  id: `id of ${name}`,
  name,
  jid: '6280000000101:1@s.whatsapp.net',
  lastJid: null,
  phase,
});
const sessions = [
  told('CS Malam', 'online'),
  told('Toko Melati – Kasir', 'online'),
  told('Klinik Sehat Antrean', 'offline'),
  told('Apotek Kita', 'offline'),
  told('Batik Laras Order', 'offline'),
  told('Promo Ramadan', 'offline'),
];
const past = demoPast(sessions, now);
const of = (id: string) => past.entries.filter(({ sessionId }) => sessionId === id);

test.each(sessions)(
  '$name: each change of the phase begins where the one before ended, and all is past',
  ({ id, phase }) => {
    const entries = of(id);
    const moves = entries.filter(({ data }) => data['phase'] !== undefined);
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort((a, b) => a - b));
    expect(entries.at(-1)!.at).toBeLessThan(now);
    moves.slice(1).forEach((move, i) => expect(move.data['from']).toBe(moves[i]!.data['phase']));
    expect(moves.at(-1)!.data['phase']).toBe(phase);
    expect(past.sessions.find((one) => one.id === id)).toMatchObject({
      createdAt: entries[0]!.at,
      phaseSince: moves.at(-1)!.at,
    });
    for (const { data } of entries) {
      if (data['cause'] !== undefined) expect(causeCodes).toContain(data['cause']);
    }
  },
);

test.each(sessions)(
  '$name: its bars are of what was seen, with a hole where nobody looked',
  ({ id, phase }) => {
    const transitions = of(id).flatMap(({ at, data }): Transition[] =>
      data['phase'] === undefined
        ? []
        : [{ at, phase: data['phase'] as never, from: (data['from'] ?? null) as never }],
    );
    const { createdAt } = past.sessions.find((one) => one.id === id)!;
    const { cells, share } = uptimeOf({
      now,
      windowMs: day,
      cells: 90,
      createdAt,
      phase,
      transitions: transitions.filter(({ at }) => at >= now - day),
      gaps: past.gaps,
    });
    expect(share).not.toBeNull();
    const unseen = cells.filter(({ seen }) => seen < 0.5).length;
    expect(unseen).toBeGreaterThan(0);
    expect(unseen).toBeLessThan(8);
  },
);

test('a session that is not as its story ends has none, and one of another name neither', () => {
  const { sessions: written, entries } = demoPast(
    [told('CS Malam', 'offline'), told('Other', 'online')],
    now,
  );
  expect(written).toEqual([]);
  expect(entries.every(({ sessionId }) => sessionId === null)).toBe(true);
});
