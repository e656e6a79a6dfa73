/** One call that changes something in the service. */
export interface WriteCall {
  at: number;
  /** `METHOD /path/{param}` */
  call: string;
  userId: string;
  status: number | null;
  body: string;
}

export interface CallCounts {
  /** Calls by `METHOD /path/{param}`. */
  counts: Record<string, number>;
  /** Calls that change something, in order. */
  writes: WriteCall[];
  /** The most calls that were in flight at once for one session, by user id. */
  maxConcurrent: Record<string, number>;
  /** The most GET /admin/users in flight at once. */
  maxConcurrentLists: number;
}

/** A question about a session that was answered whole and as it is, on the clock of performance.now(). */
export interface Told {
  askedAt: number;
  answeredAt: number;
}

/** Counts what reaches the service, so that tests can assert it. */
export class Journal {
  #counts: CallCounts = { counts: {}, writes: [], maxConcurrent: {}, maxConcurrentLists: 0 };
  #inFlight = new Map<string, number>();
  #readers = new Map<string, number>();
  #told = new Map<string, Told>();

  /** Notes the start of a call; returns what notes its end. */
  begin(template: string, userId: string, rawBody: string): (status: number | null) => void {
    const counts = this.#counts;
    counts.counts[template] = (counts.counts[template] ?? 0) + 1;
    const key = template === 'GET /admin/users' ? 'list' : userId;
    const running = this.#change(this.#inFlight, key, 1);
    if (key === 'list') counts.maxConcurrentLists = Math.max(counts.maxConcurrentLists, running);
    else if (key !== '') counts.maxConcurrent[key] = Math.max(counts.maxConcurrent[key] ?? 0, running);
    const isStatus = template === 'GET /session/status';
    if (isStatus) this.#change(this.#readers, userId, 1);
    let write: WriteCall | undefined;
    if (!template.startsWith('GET ')) {
      write = { at: Date.now(), call: template, userId, status: null, body: rawBody };
      counts.writes.push(write);
    }
    return (status) => {
      this.#change(this.#inFlight, key, -1);
      if (isStatus) this.#change(this.#readers, userId, -1);
      if (write) write.status = status;
    };
  }

  /** Notes that a session was told of, or with the list all of them. */
  answered(template: string, userId: string, askedAt: number): void {
    if (!['GET /admin/users', 'GET /admin/users/{id}', 'GET /session/status'].includes(template)) return;
    this.#told.set(template === 'GET /admin/users' ? 'list' : userId, {
      askedAt,
      answeredAt: performance.now(),
    });
  }

  /** The answer about a session that was asked for last. */
  lastAnswer(userId: string): Told | null {
    const answers = [this.#told.get(userId), this.#told.get('list')].filter((one) => one !== undefined);
    return answers.sort((a, b) => b.askedAt - a.askedAt)[0] ?? null;
  }

  /** How many /session/status of a session are in flight. */
  readersOf(userId: string): number {
    return this.#readers.get(userId) ?? 0;
  }

  read(): CallCounts {
    return structuredClone(this.#counts);
  }

  reset(): void {
    this.#counts = { counts: {}, writes: [], maxConcurrent: {}, maxConcurrentLists: 0 };
  }

  #change(map: Map<string, number>, key: string, by: number): number {
    const value = (map.get(key) ?? 0) + by;
    if (value === 0) map.delete(key);
    else map.set(key, value);
    return value;
  }
}
