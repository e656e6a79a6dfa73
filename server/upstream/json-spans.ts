/**
 * Where the parts of a JSON text lie, without reading what is in them. A list of 5,000 sessions can so be cut into
 * rows, and a webhook's type be found, before anything is parsed. Spans count bytes, `end` excluded.
 */
export interface Span {
  start: number;
  end: number;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const [openObject, closeObject, openArray, closeArray] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The first byte at or after `at` that is no white space; the text's length when there is none. */
function skipSpace(bytes: Buffer, at: number): number {
  for (
    let byte = bytes[at];
    byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d);
    byte = bytes[at]
  ) {
    at += 1;
  }
  return at;
}

function skipString(bytes: Buffer, at: number): number {
  for (at += 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    if (byte === backslash) at += 1;
  }
  throw new SyntaxError('a JSON text ends inside a string');
}

/** The end of the value that starts at `at`. Throws SyntaxError when the text ends before. */
function skipValue(bytes: Buffer, at: number): number {
  const first = bytes[at];
  if (first === quote) return skipString(bytes, at);
  if (first !== openObject && first !== openArray) return skipScalar(bytes, at);
  let depth = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === quote) {
      at = skipString(bytes, at);
      continue;
    }
    at += 1;
    if (byte === openObject || byte === openArray) depth += 1;
    else if ((byte === closeObject || byte === closeArray) && --depth === 0) return at;
  }
  throw new SyntaxError('a JSON text ends inside a value');
}

function skipScalar(bytes: Buffer, at: number): number {
  const start = at;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte <= 0x20 || byte === comma || byte === closeObject || byte === closeArray) break;
  }
  if (at === start) throw new SyntaxError('a JSON value is missing');
  return at;
}

/**
 * The members of the object at `at`, each as its key and where its value starts. A value is walked over only when
 * the next member is asked for. Returns where the object ends.
 */
export function* members(bytes: Buffer, at = 0): Generator<{ key: string; at: number }, number> {
  at = skipSpace(bytes, at);
  if (bytes[at] !== openObject) throw new SyntaxError('not a JSON object');
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === closeObject) return at + 1;
  for (;;) {
    if (bytes[at] !== quote) throw new SyntaxError('a JSON key is missing');
    const keyEnd = skipString(bytes, at);
    const key: unknown = JSON.parse(bytes.toString('utf8', at, keyEnd));
    at = skipSpace(bytes, keyEnd);
    if (bytes[at] !== colon) throw new SyntaxError('a JSON key has no value');
    at = skipSpace(bytes, at + 1);
    yield { key: String(key), at };
    at = skipSpace(bytes, skipValue(bytes, at));
    if (bytes[at] === closeObject) return at + 1;
    if (bytes[at] !== comma) throw new SyntaxError('a JSON object is cut off');
    at = skipSpace(bytes, at + 1);
  }
}

/** The elements of the array at `at`, one after the other. Returns where the array ends. */
export function* elements(bytes: Buffer, at: number): Generator<Span, number> {
  if (bytes[at] !== openArray) throw new SyntaxError('not a JSON array');
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === closeArray) return at + 1;
  for (;;) {
    const end = skipValue(bytes, at);
    yield { start: at, end };
    at = skipSpace(bytes, end);
    if (bytes[at] === closeArray) return at + 1;
    if (bytes[at] !== comma) throw new SyntaxError('a JSON array is cut off');
    at = skipSpace(bytes, at + 1);
  }
}
