/** The terminal that a command runs in; tests play one. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { UsageError } from './usage-error.ts';

export interface Terminal {
  env: Record<string, string | undefined>;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** A line to stdout. */
  print(line: string): void;
  /** A line to stderr: words beside the result. */
  say(line: string): void;
  /** Writes over the last line that was shown so; only where `isTty`. */
  show(line: string): void;
  /** A block of lines that takes the place of the last one; none: it is blank. Elsewhere than on a terminal: printed. */
  draw(lines: string[]): void;
  isTty: boolean;
  colours: boolean;
  /** Of the terminal as it is now; without an end elsewhere. */
  readonly columns: number;
  /** An answer to a question, or the next line of stdin. Rejects when there is none. */
  ask(question: string, how?: { secret: boolean }): Promise<string>;
}

export function openTerminal(process: NodeJS.Process): Terminal {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new Error('Interrupted')));
  process.once('SIGTERM', () => interrupted.abort(new Error('Interrupted')));
  // `heliograph watch | head`: whoever read on is gone, and so is the reason to go on.
  process.stdout.on('error', () => process.exit(0));
  const isTty = process.stdout.isTTY && process.stderr.isTTY;
  let piped: string[] | undefined;
  let shown = false;
  let drawn = 0;
  const clear = () => {
    if (shown) process.stderr.write('\r\u001b[K');
    shown = false;
  };
  const blank = () => {
    clear();
    if (drawn > 0 && isTty) process.stdout.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  return {
    env: process.env,
    signal: interrupted.signal,
    isTty,
    get columns() {
      return isTty ? process.stdout.columns : Infinity;
    },
    colours: isTty && !process.env.NO_COLOR,
    print(line) {
      blank();
      process.stdout.write(`${line}\n`);
    },
    say(line) {
      blank();
      process.stderr.write(`${line}\n`);
    },
    show(line) {
      clear();
      process.stderr.write(line);
      shown = true;
    },
    draw(lines) {
      blank();
      for (const line of lines) process.stdout.write(`${line}\n`);
      drawn = lines.length;
    },
    async ask(question, { secret } = { secret: false }) {
      if (!process.stdin.isTTY) {
        piped ??= (await text(process.stdin)).split(/\r?\n/);
        const line = piped.shift()?.trim();
        if (line) return line;
        throw new UsageError(`Nothing was given for "${question.replace(/:? *$/, '')}"`);
      }
      process.stderr.write(question);
      const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
      const output = secret ? hidden : process.stderr;
      const lines = createInterface({ input: process.stdin, output, terminal: true });
      // In raw mode Ctrl-C is a key, not a signal.
      lines.once('SIGINT', () => interrupted.abort(new Error('Interrupted')));
      try {
        return (await lines.question('', { signal: interrupted.signal })).trim();
      } finally {
        lines.close();
        if (secret) process.stderr.write('\n');
      }
    },
  };
}
