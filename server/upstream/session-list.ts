/** The answer of GET /admin/users, read row by row: a row that was in the last list too is not parsed again. */
import { settle, type Answer } from './answers.ts';
import { elements, members, type Span } from './json-spans.ts';
import { readSession, type SessionReading } from './session-reading.ts';
import { UpstreamError } from './upstream-error.ts';

export interface ListedRow {
  /** The very same object as in the last list when `same`. Never change it. */
  reading: Readonly<SessionReading>;
  /** This row's bytes were in the last list that was read to its end. */
  same: boolean;
}

export interface SessionList {
  /** When the request was sent. */
  askedAt: number;
  bytes: Buffer;
  /** All bytes equal those of the last list that was read to its end. */
  same: boolean;
  /**
   * All rows, some at a time; between two batches the event loop runs. Throws UpstreamError `not_json` when the
   * list turns out to be cut off: only a list that was read to its end tells which sessions are gone.
   */
  rows(batchSize?: number): AsyncGenerator<ListedRow[], void, undefined>;
}

interface RowMemory {
  /** Checks that the answer is a list and wraps it; throws the UpstreamError that any other answer is. */
  list(answer: Answer, askedAt: number): SessionList;
}

const breath = () => new Promise<void>((done) => setImmediate(done));

export function createRowMemory(): RowMemory {
  let lastBytes: Buffer | null = null;
  let lastRows = new Map<string, Readonly<SessionReading>>();
  let lastList: ListedRow[] = [];

  /** Keyed by the row's whole text: Postgres moves updated rows to the end, so places say nothing. */
  function read(bytes: Buffer, { start, end }: Span, rows: typeof lastRows): ListedRow {
    const key = bytes.toString('latin1', start, end);
    const known = lastRows.get(key);
    const reading = known ?? readSession(JSON.parse(bytes.toString('utf8', start, end)));
    if (!reading || reading.partial) throw new SyntaxError('a row that is no session');
    rows.set(key, reading);
    return { reading, same: known !== undefined };
  }

  return {
    list(answer, askedAt) {
      if (answer.status !== 200) {
        settle(answer);
        throw notAList(answer);
      }
      const same = lastBytes !== null && answer.bytes.equals(lastBytes);
      const start = same ? null : startOfRows(answer);
      const asBefore = lastList;
      return {
        askedAt,
        bytes: answer.bytes,
        same,
        async *rows(batchSize = 100) {
          // A fleet at rest: not one byte is looked at again.
          if (same) return yield* inBatches(asBefore, batchSize);
          const list: ListedRow[] = [];
          const rows = new Map<string, Readonly<SessionReading>>();
          let batch: ListedRow[] = [];
          try {
            for (const span of start === null ? [] : elements(answer.bytes, start)) {
              const row = read(answer.bytes, span, rows);
              batch.push(row);
              list.push({ reading: row.reading, same: true });
              if (batch.length < batchSize) continue;
              yield batch;
              batch = [];
              await breath();
            }
          } catch (error) {
            throw error instanceof SyntaxError ? notAList(answer) : error;
          }
          if (batch.length > 0) yield batch;
          lastBytes = answer.bytes;
          lastRows = rows;
          lastList = list;
        },
      };
    },
  };
}

async function* inBatches(rows: ListedRow[], size: number): AsyncGenerator<ListedRow[], void, undefined> {
  for (let from = 0; from < rows.length; from += size) {
    if (from > 0) await breath();
    yield rows.slice(from, from + size);
  }
}

const notAList = (answer: Answer) =>
  new UpstreamError('not_json', { status: answer.status, says: 'no list of sessions' });

/** Where the array under `data` begins; null when `data` is null: no session at all. */
function startOfRows(answer: Answer): number | null {
  try {
    for (const { key, at } of members(answer.bytes)) {
      if (key !== 'data') continue;
      if (answer.bytes[at] === '['.charCodeAt(0)) return at;
      if (answer.bytes.toString('latin1', at, at + 4) === 'null') return null;
      break;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  settle(answer);
  throw notAList(answer);
}
