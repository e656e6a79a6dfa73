/** `pair`: connects a session, shows its codes, and ends when it is online or cannot be. */
import { connect, HeliographError, type Feed, type SessionState } from '../sdk/index.ts';
import { openCodeScreen, type Codes } from './code-screen.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { findSession } from './find-session.ts';
import { openGateway } from './gateway.ts';
import { readTimeoutMs, type Options } from './options.ts';
import { plain } from './plain.ts';
import type { Terminal } from './terminal.ts';

const underWay: readonly SessionState['phase'][] = ['connecting', 'pairing', 'reconnecting'];

/** Null while it goes on. @param begun whether this pairing has been seen to run */
export function endOf({ phase, cause }: SessionState, begun: boolean): ExitCode | null {
  if (phase === 'online') return exitCodes.done;
  if (!begun || underWay.includes(phase)) return null;
  const ranOut = cause === null || cause.code === 'qr_timeout' || cause.code === 'idle';
  return ranOut && phase !== 'stopping' ? exitCodes.timeout : exitCodes.refused;
}

export async function pair(terminal: Terminal, [named = '']: string[], options: Options): Promise<ExitCode> {
  const timeoutMs = readTimeoutMs(options.timeout);
  const { url, token, rest } = await openGateway(terminal, options.url);
  const { id, name } = await findSession(rest, named);
  const feed = connect(url, { token });
  const late = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)];
  const signal = AbortSignal.any([terminal.signal, ...late]);
  const screen = openCodeScreen(terminal, options.json ?? false, () => feed.now());
  try {
    // Looked at before it is begun: a pairing that nobody watches is stopped.
    feed.subscribe(id);
    const before = await feed.waitFor(id, () => true, { signal });
    if (before.phase !== 'online') {
      await rest.connect(id, {}, { signal });
      if (options.phone !== undefined) await rest.pairPhone(id, options.phone, { signal });
    }
    const [state, code] = await follow(feed, id, signal, (next) => screen.take(visible(next, options.phone)));
    screen.close();
    tellEnd(terminal, { ...state, name }, code, options.json ?? false);
    return code;
  } catch (error) {
    if (!terminal.signal.aborted && signal.aborted) {
      throw new HeliographError({ reason: 'timeout', status: 0, message: 'Not online in time' });
    }
    throw error;
  } finally {
    screen.close();
    feed.close();
  }
}

/** Whoever types a code is shown no picture. @throws HeliographError forbidden, for a key that may not see codes */
function visible({ qr, pairingCode }: SessionState, phone: string | undefined): Codes {
  const hidden = phone === undefined && qr !== null && qr.image === undefined;
  if (!hidden) return { qr: phone === undefined ? qr : null, pairingCode };
  const message = 'You may connect this session, but not see its codes';
  throw new HeliographError({ reason: 'forbidden', status: 403, message });
}

async function follow(
  feed: Feed,
  id: string,
  signal: AbortSignal,
  show: (state: SessionState) => Promise<void>,
): Promise<[SessionState, ExitCode]> {
  let begun = false;
  const from = feed.now();
  for await (const state of feed.changes(id, { signal })) {
    const fell = state.cause !== null && from !== null && Date.parse(state.cause.since) > from;
    begun ||= underWay.includes(state.phase) || fell;
    const code = endOf(state, begun);
    if (code !== null) return [state, code];
    await show(state);
  }
  throw new Error('The states of the session ended');
}

function tellEnd(terminal: Terminal, state: SessionState, code: ExitCode, json: boolean): void {
  const { id, name, phase, jid, cause } = state;
  if (json) return terminal.print(JSON.stringify({ event: 'end', id, phase, jid, cause, exitCode: code }));
  if (code === exitCodes.done)
    return terminal.print(plain(`${name} is online as ${jid ?? 'a linked device'}.`));
  const why = cause ? `${cause.message} ${cause.next}` : 'its codes ran out';
  terminal.say(plain(`${name} is not online (${phase}): ${why}`));
}
