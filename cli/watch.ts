/** `watch`: each change in a line, of all sessions or of some. */
import { connect, HeliographError, type Change, type Connection, type SessionState } from '../sdk/index.ts';
import { findSession } from './find-session.ts';
import { openGateway } from './gateway.ts';
import { readTimeoutMs, type Options } from './options.ts';
import { plain } from './plain.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const phases: readonly string[] = [
  'offline',
  'connecting',
  'pairing',
  'stopping',
  'online',
  'reconnecting',
  'logged-out',
  'needs-attention',
] satisfies SessionState['phase'][];

/** Images and pairing codes are for `pair`: whatever is piped from here may end in a log. */
function withoutCodes({ qr, pairingCode, ...state }: SessionState): object {
  return {
    ...state,
    qr: qr && { ...qr, image: undefined },
    pairingCode: pairingCode && { ...pairingCode, code: undefined },
  };
}

export function lineOf(change: Change, json: boolean): string {
  if (change.kind !== 'state') {
    return json ? JSON.stringify({ event: change.kind, id: change.id }) : `${change.id}  ${change.kind}`;
  }
  const { state, changed } = change;
  if (json) return JSON.stringify({ event: 'state', session: withoutCodes(state), changed });
  const { phaseSince, name, phase, jid, qr, cause } = state;
  const code = qr ? `code ${qr.attempt ?? '?'}${qr.of === null ? '' : ` of ${qr.of}`}` : null;
  const more = [code, jid, cause && `${cause.message} ${cause.next}`].filter(Boolean).join('  ');
  return plain(`${phaseSince}  ${name}  ${phase}  ${more}`.trimEnd());
}

export async function watch(terminal: Terminal, named: string[], options: Options): Promise<void> {
  const { until, json = false } = options;
  const timeoutMs = readTimeoutMs(options.timeout);
  if (until !== undefined && !phases.includes(until)) throw new UsageError(`--until: ${phases.join(', ')}`);
  if (until !== undefined && named.length === 0) throw new UsageError('--until needs sessions');
  const { url, token, rest } = await openGateway(terminal, options.url);
  const ids: string[] = [];
  for (const one of named) ids.push((await findSession(rest, one)).id);
  const feed = connect(url, { token });
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (fault: { reason: HeliographError['reason']; status: number; message: string }) =>
        reject(new HeliographError(fault));
      terminal.signal.addEventListener('abort', () => reject(terminal.signal.reason as Error));
      if (timeoutMs !== undefined) {
        const late = { reason: 'timeout', status: 0, message: 'Not in time' } as const;
        setTimeout(() => fail(late), timeoutMs).unref();
      }
      feed.onConnection((connection) => {
        if (connection.is !== 'connecting') tellConnection(terminal, connection);
        if (connection.is !== 'signed-out') return;
        fail({ reason: connection.reason, status: 401, message: `Signed out: ${connection.reason}` });
      });
      feed.subscribe(ids.length > 0 ? ids : 'all', (change) => {
        terminal.print(lineOf(change, json));
        if (change.kind !== 'state' && ids.length === 1) {
          fail({ reason: 'session_not_found', status: 404, message: 'The session is gone' });
        }
        if (until !== undefined && ids.every((id) => feed.get(id)?.phase === until)) resolve();
      });
    });
  } finally {
    feed.close();
  }
}

function tellConnection(terminal: Terminal, connection: Connection): void {
  if (connection.is === 'reconnecting' && connection.nextAttemptAt === null) return;
  if (connection.is === 'closed' || connection.is === 'signed-out') return;
  terminal.say(`gateway: ${connection.is}`);
}
