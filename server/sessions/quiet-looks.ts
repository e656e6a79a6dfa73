/** Looks that nobody waits for go a few at a time: one that somebody watches is never behind a queue of them. */

type Look = () => Promise<true>;

export interface QuietLooks {
  /** In its turn, those in motion before those at rest. Resolves when it has ended, or was given up. */
  take(id: string, inMotion: boolean, look: Look): Promise<true>;
  /** Somebody watches this session by now: its look waits no longer. */
  hurry(id: string): void;
  /** Gives up those that wait. */
  drop(): void;
}

interface Waiting {
  look: Look;
  end: (look: Promise<true>) => void;
}

/** Half of all calls that may be under way at once. */
const mostQuiet = 10;

export function createQuietLooks(mostAtOnce = mostQuiet): QuietLooks {
  const moving = new Map<string, Waiting>();
  const resting = new Map<string, Waiting>();
  let underWay = 0;

  function begin({ look, end }: Waiting): void {
    underWay++;
    const over = () => {
      underWay--;
      next();
    };
    const looking = look();
    looking.then(over, over);
    end(looking);
  }

  function next(): void {
    for (const queue of [moving, resting]) {
      for (const [id, one] of queue) {
        if (underWay >= mostAtOnce) return;
        queue.delete(id);
        begin(one);
      }
    }
  }

  return {
    take: (id, inMotion, look) =>
      new Promise((end) => {
        (inMotion ? moving : resting).set(id, { look, end });
        next();
      }),
    hurry(id) {
      const one = moving.get(id) ?? resting.get(id);
      if (!one) return;
      moving.delete(id);
      resting.delete(id);
      one.end(one.look());
    },
    drop() {
      for (const queue of [moving, resting]) {
        for (const { end } of queue.values()) end(Promise.resolve(true));
        queue.clear();
      }
    },
  };
}
