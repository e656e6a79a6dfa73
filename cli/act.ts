/** `connect`, `disconnect`, `logout`: one call, and what the gateway says to it. */
import type { Rest } from '../sdk/index.ts';
import { findSession } from './find-session.ts';
import { openGateway } from './gateway.ts';
import type { Options } from './options.ts';
import { plain } from './plain.ts';
import type { Terminal } from './terminal.ts';

const calls = {
  connect: (rest: Rest, id: string, signal: AbortSignal) => rest.connect(id, {}, { signal }),
  disconnect: (rest: Rest, id: string, signal: AbortSignal) => rest.disconnect(id, { signal }),
  logout: (rest: Rest, id: string, signal: AbortSignal) => rest.logoutSession(id, { signal }),
};

export const act =
  (action: keyof typeof calls) =>
  async (terminal: Terminal, [named = '']: string[], options: Options): Promise<void> => {
    const { rest } = await openGateway(terminal, options.url);
    const { id, name } = await findSession(rest, named);
    const { data, warning } = await calls[action](rest, id, terminal.signal);
    if (options.json) return terminal.print(JSON.stringify({ id, name, ...data, warning }));
    terminal.print(`${plain(name)}: ${data.details}`);
    if (warning) terminal.say(`Warning: ${warning}`);
  };
