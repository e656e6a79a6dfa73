/** The command line, read as `--help` says. */
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

const all = {
  url: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  email: { type: 'string' },
  key: { type: 'boolean' },
  status: { type: 'string' },
  search: { type: 'string' },
  until: { type: 'string' },
  timeout: { type: 'string' },
  phone: { type: 'string' },
} as const;

const everywhere = ['url', 'json', 'help', 'version'];

/** What each command takes: options, and how many words after its name. */
export const commands = {
  login: { takes: ['email', 'key'], words: [0, 1] },
  'sign-out': { takes: [], words: [0, 0] },
  sessions: { takes: ['status', 'search'], words: [0, 0] },
  watch: { takes: ['until', 'timeout'], words: [0, Infinity] },
  pair: { takes: ['phone', 'timeout'], words: [1, 1] },
  connect: { takes: [], words: [1, 1] },
  disconnect: { takes: [], words: [1, 1] },
  logout: { takes: [], words: [1, 1] },
} as const satisfies Record<string, { takes: (keyof typeof all)[]; words: [number, number] }>;
export type Command = keyof typeof commands;

export type Options = ReturnType<typeof parse>['values'];

const parse = (args: string[]) => parseArgs({ args, options: all, allowPositionals: true });

/** `command` null: none was named. @throws UsageError */
export function readOptions(args: string[]): { command: Command | null; words: string[]; options: Options } {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values: options, positionals } = parsed;
  const [named, ...words] = positionals;
  if (options.help || options.version || named === undefined || named === 'help') {
    return { command: null, words, options: named === 'help' ? { ...options, help: true } : options };
  }
  if (!Object.hasOwn(commands, named)) throw new UsageError(`There is no command "${named}"`);
  const command = named as Command;
  const { takes, words: many } = commands[command];
  const known: readonly string[] = [...everywhere, ...takes];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown) throw new UsageError(`"${command}" takes no --${unknown}`);
  if (words.length < many[0]) throw new UsageError(`"${command}" needs a session`);
  if (words.length > many[1]) throw new UsageError(`"${command}" does not know what "${words.at(-1)}" is`);
  return { command, words, options };
}

/** Seconds, as ms. @throws UsageError */
export function readTimeoutMs(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (!(seconds > 0 && seconds <= 86_400)) throw new UsageError(`Not a number of seconds: ${given}`);
  return seconds * 1_000;
}
