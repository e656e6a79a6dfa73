#!/usr/bin/env node
/** The program `heliograph`: one command, and an exit code that a script can use. */
import { version } from '../package.json';
import { HeliographError } from '../sdk/index.ts';
import { act } from './act.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import { help } from './help.ts';
import { listSessions } from './list.ts';
import { login, signOut } from './login.ts';
import { readOptions, type Command, type Options } from './options.ts';
import { pair } from './pair.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { watch } from './watch.ts';

type Run = (terminal: Terminal, words: string[], options: Options) => Promise<ExitCode | void>;

const runs: Record<Command, Run> = {
  login,
  'sign-out': signOut,
  sessions: listSessions,
  watch,
  pair,
  connect: act('connect'),
  disconnect: act('disconnect'),
  logout: act('logout'),
};

async function main(terminal: Terminal, args: string[]): Promise<ExitCode> {
  const { command, words, options } = readOptions(args);
  if (command) return (await runs[command](terminal, words, options)) ?? exitCodes.done;
  if (options.version) terminal.print(version);
  else if (options.help) terminal.print(help.trimEnd());
  else throw new UsageError('Which command?');
  return exitCodes.done;
}

function failed(terminal: Terminal, error: unknown): ExitCode {
  if (terminal.signal.aborted) {
    terminal.say('Interrupted.');
    return exitCodes.interrupted;
  }
  if (error instanceof UsageError) {
    terminal.say(`heliograph: ${error.message}. See heliograph --help.`);
    return exitCodes.usage;
  }
  if (error instanceof HeliographError) {
    const again = error.retryAfterS === undefined ? '' : ` Try again in ${error.retryAfterS} s.`;
    const details = error.details === undefined ? '' : ` ${error.details}`;
    terminal.say(`heliograph: ${error.message} (${error.reason}).${details}${again}`);
    return exitCodeOf(error);
  }
  terminal.say(`heliograph: ${error instanceof Error ? error.message : String(error)}`);
  return exitCodes.failed;
}

const terminal = openTerminal(process);
process.exitCode = await main(terminal, process.argv.slice(2)).catch((error: unknown) =>
  failed(terminal, error),
);
