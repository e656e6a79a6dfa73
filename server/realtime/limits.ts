/** What one socket, one account and one address may take of this node. */

/**
 * Sockets of one account, and from one address: far above an office behind one router or a fleet of workers with one
 * key, and low enough (about 60 KB each) that a client that opens sockets in a loop does not fell the node.
 */
export const defaultLimits = { perAccount: 5_000, perAddress: 10_000, callsPerS: 50, callBurst: 200 };

export interface Bucket {
  /** False when there is nothing left to take just now. */
  take(now: number): boolean;
  /** How many calls came in vain since the last that was let through. */
  inVain(): number;
}

/** `burst` at once, then `perS` a second. @param now of `take`: ms, on a clock that never goes back */
export function createBucket(perS: number, burst: number): Bucket {
  let left = burst;
  let at = -Infinity;
  let vain = 0;
  return {
    take(now) {
      left = Math.min(burst, left + (Math.max(0, now - at) * perS) / 1000);
      at = now;
      if (left < 1) {
        vain += 1;
        return false;
      }
      left -= 1;
      vain = 0;
      return true;
    },
    inVain: () => vain,
  };
}

export interface Heads {
  count(name: string): number;
  /** @returns how to leave */
  enter(name: string): () => void;
}

/** How many there are under each name. */
export function countHeads(): Heads {
  const heads = new Map<string, number>();
  const add = (name: string, more: number) => {
    const now = (heads.get(name) ?? 0) + more;
    if (now > 0) heads.set(name, now);
    else heads.delete(name);
  };
  return {
    count: (name) => heads.get(name) ?? 0,
    enter(name) {
      add(name, 1);
      let inside = true;
      return () => {
        if (inside) add(name, -1);
        inside = false;
      };
    },
  };
}
