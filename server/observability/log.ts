/** The log: pino's JSON lines, or readable ones on a terminal. Transitions, not polls; ids, never secrets. */
import pino from 'pino';
import { prettyLine } from './pretty.ts';
import { scrub, scrubText } from './scrub.ts';

export type Log = pino.Logger;

/**
 * @param options.format null: pretty where the output is a terminal
 * @param options.write takes each finished line; default: standard output
 */
export function createLog(options: {
  level: string;
  format: 'pretty' | 'json' | null;
  name?: string;
  write?: (line: string) => void;
}): Log {
  const pretty = (options.format ?? (process.stdout.isTTY ? 'pretty' : 'json')) === 'pretty';
  const out = options.write ?? ((line: string) => void process.stdout.write(line));
  const write = (line: string) => out(pretty ? prettyLine(scrubText(line)) : scrubText(line));
  return pino(
    {
      level: options.level,
      base: options.name === undefined ? null : { name: options.name },
      formatters: {
        log: (fields) => scrub(fields) as Record<string, unknown>,
        bindings: (fields) => scrub(fields) as Record<string, unknown>,
      },
      // scrub() tells errors itself, under any name and however deep they stand.
      serializers: { err: (value: unknown) => value },
    },
    { write },
  );
}
