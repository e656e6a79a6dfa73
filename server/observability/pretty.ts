/** A JSON line of the log for people who read it on a terminal. */

const levels: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: '\u001b[33mwarn\u001b[39m',
  50: '\u001b[31merror\u001b[39m',
  60: '\u001b[31mfatal\u001b[39m',
};

/** `14:03:07 info  The service answers again  url=http://…`; an error's stack follows on lines of its own. */
export function prettyLine(line: string): string {
  const { level, time, msg, name: _name, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  const word = levels[Number(level)] ?? String(level);
  const fields = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const head = [
    `\u001b[2m${clock}\u001b[22m`,
    word,
    msg ?? '',
    fields.length > 0 ? `\u001b[2m${fields.join(' ')}\u001b[22m` : '',
  ]
    .filter(Boolean)
    .join(' ');
  return `${head}\n${stacks(err)}`;
}

function stacks(err: unknown): string {
  if (typeof err !== 'object' || err === null) return '';
  const { stack, message, cause } = err as Record<string, unknown>;
  const own = String(stack ?? message ?? JSON.stringify(err)).replace(/^/gm, '    ');
  return `${own}\n${cause === undefined ? '' : `    because of\n${stacks(cause)}`}`;
}
