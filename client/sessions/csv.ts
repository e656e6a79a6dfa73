/** The list as a file: one line a session, in the order in which it is shown. Pure, but for the saving. */
import type { SessionState } from '../../contract/session.ts';
import { digitsOf } from '../phase/number.ts';
import { saveFile } from '../page/save-file.ts';

const columns = [
  'id',
  'name',
  'number',
  'phase',
  'phaseSince',
  'cause',
  'owner',
  'shouldBe',
  'seenAt',
] as const;

const cellsOf = (state: SessionState): Record<(typeof columns)[number], string> => ({
  id: state.id,
  name: state.name,
  number: digitsOf(state.jid ?? state.lastJid ?? ''),
  phase: state.phase,
  phaseSince: state.phaseSince,
  cause: state.cause?.code ?? '',
  owner: state.ownerName ?? '',
  shouldBe: state.desired,
  seenAt: state.freshness.observedAt,
});

/** Quoted where it has to be; what a spreadsheet would run as a formula is made text. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, with a mark at the start by which spreadsheets know that it is UTF-8. */
export function csvOf(sessions: readonly SessionState[]): string {
  const lines = sessions.map((state) => {
    const cells = cellsOf(state);
    return columns.map((column) => field(cells[column])).join(',');
  });
  return `\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

export function saveCsv(sessions: readonly SessionState[], name: string): void {
  saveFile(name, 'text/csv;charset=utf-8', csvOf(sessions));
}
