/** `sessions`: all of them, in lines. */
import type { Session, SessionsQuery } from '../sdk/index.ts';
import { openGateway } from './gateway.ts';
import type { Options } from './options.ts';
import { plain } from './plain.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const statuses: readonly SessionsQuery['status'][] = ['all', 'connected', 'qr_required', 'disconnected'];

function readStatus(given: string | undefined): SessionsQuery['status'] | undefined {
  if (given === undefined) return undefined;
  const status = statuses.find((one) => one === given);
  if (!status) throw new UsageError(`--status is one of ${statuses.join(', ')}`);
  return status;
}

export async function listSessions(terminal: Terminal, _words: string[], options: Options): Promise<void> {
  const status = readStatus(options.status);
  const { rest } = await openGateway(terminal, options.url);
  const found: Session[] = [];
  let cursor: string | undefined;
  do {
    const query = { status, q: options.search, limit: 200, cursor };
    const page = await rest.list(query, { signal: terminal.signal });
    found.push(...page.sessions);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  if (options.json) return found.forEach((session) => terminal.print(JSON.stringify(session)));
  const rows = found.map(
    ({ id, name, phase, jid, cause }) =>
      [id, plain(name), phase, jid ?? '-', plain(cause?.message ?? '')] as const,
  );
  if (rows.length === 0) return terminal.say('No session.');
  const lines = [['ID', 'NAME', 'PHASE', 'NUMBER', 'CAUSE'] as const, ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines) {
    terminal.print(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
