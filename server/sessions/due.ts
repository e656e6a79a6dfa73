/** Which session is to be thought of when: a binary heap, so that a turn costs what is due and not all there are. */

export interface Due {
  /** `at`: ms; Infinity: not by itself. Replaces what was set before. */
  set(id: string, at: number): void;
  /** Takes what is due, earliest first; each is then due no more until it is set again. */
  take(now: number): string[];
  /** The earliest time that is set; Infinity: there is none. */
  nextAt(): number;
  /** How many sessions were ever set and not forgotten. */
  size(): number;
  keepOnly(exists: (id: string) => boolean): void;
}

interface Entry {
  id: string;
  at: number;
}

export function createDue(): Due {
  const dueAt = new Map<string, number>();
  const heap: Entry[] = [];
  // What was set anew stays in the heap until its turn comes, and is passed over then.
  const stands = ({ id, at }: Entry) => dueAt.get(id) === at;

  function sink(entry: Entry): void {
    let place = 0;
    for (let child = 1; child < heap.length; child = place * 2 + 1) {
      if ((heap[child + 1]?.at ?? Infinity) < heap[child]!.at) child += 1;
      if (heap[child]!.at >= entry.at) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = entry;
  }
  function add(entry: Entry): void {
    let place = heap.push(entry) - 1;
    for (let above = (place - 1) >> 1; place > 0 && heap[above]!.at > entry.at; above = (place - 1) >> 1) {
      heap[place] = heap[above]!;
      place = above;
    }
    heap[place] = entry;
  }
  function pop(): void {
    const last = heap.pop();
    if (last && heap.length > 0) sink(last);
  }
  function first(): Entry | undefined {
    while (heap[0] && !stands(heap[0])) pop();
    return heap[0];
  }

  return {
    set(id, at) {
      if (dueAt.get(id) === at) return;
      dueAt.set(id, at);
      if (at !== Infinity) add({ id, at });
    },
    take(now) {
      const taken: string[] = [];
      for (let next = first(); next && next.at <= now; next = first()) {
        taken.push(next.id);
        dueAt.set(next.id, Infinity);
      }
      return taken;
    },
    nextAt: () => first()?.at ?? Infinity,
    size: () => dueAt.size,
    keepOnly(exists) {
      for (const id of dueAt.keys()) if (!exists(id)) dueAt.delete(id);
    },
  };
}
