/** The list as a file: one line a session, in the order in which it is shown. Pure. */
import type { SessionState } from '../../contract/session.ts';
import type { UpstreamStatusEvent } from '../../contract/socket.ts';
import { digitsOf } from '../phase/number.ts';
import { seenAt } from '../truth/seen.ts';
import type { Sends } from './read-sends.ts';

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
const sendColumns = ['events', 'webhook'] as const;

type Cells<Column extends string> = Record<Column, string>;

const cellsOf = (
  state: SessionState,
  upstream: UpstreamStatusEvent | null,
): Cells<(typeof columns)[number]> => ({
  id: state.id,
  name: state.name,
  number: digitsOf(state.jid ?? state.lastJid ?? ''),
  phase: state.phase,
  phaseSince: state.phaseSince,
  cause: state.cause?.code ?? '',
  owner: state.ownerName ?? '',
  shouldBe: state.desired,
  seenAt: new Date(seenAt(state, upstream)).toISOString(),
});

const sendsOf = (sends: Sends | undefined): Cells<(typeof sendColumns)[number]> => ({
  events: sends?.events.join(', ') ?? '',
  webhook: sends?.webhook ?? '',
});

/** Quoted where it has to be; what a spreadsheet would run as a formula is made text. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * RFC 4180, with a mark at the start by which spreadsheets know that it is UTF-8.
 * @param sends what each sends and where to; null: not known, and no column tells of it
 */
export function csvOf(
  sessions: readonly SessionState[],
  upstream: UpstreamStatusEvent | null,
  sends: ReadonlyMap<string, Sends> | null,
): string {
  const lines = sessions.map((state) => {
    const cells = cellsOf(state, upstream);
    const sent = sends && sendsOf(sends.get(state.id));
    const texts = [
      ...columns.map((column) => cells[column]),
      ...(sent ? sendColumns.map((column) => sent[column]) : []),
    ];
    return texts.map(field).join(',');
  });
  const head = [...columns, ...(sends ? sendColumns : [])].join(',');
  return `\ufeff${[head, ...lines].join('\r\n')}\r\n`;
}
