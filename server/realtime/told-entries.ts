/** Which timeline entries were told already. Ids can commit out of order, so a last id alone would lose some. */
export interface ToldEntries {
  startFrom(id: string): void;
  /** False when it was told before. */
  add(id: string): boolean;
  /** Entries up to here need not be read again. */
  floor(): string;
}

/** A transaction that took an id longer ago than this has long committed. */
const keepMs = 60_000;
const keepCount = 5_000;

export function createToldEntries(now: () => number = () => performance.now()): ToldEntries {
  const told = new Map<string, number>();
  let floor = 0n;
  function forgetOld(): void {
    for (const [id, at] of told) {
      if (told.size <= keepCount && now() - at < keepMs) return;
      told.delete(id);
      if (BigInt(id) > floor) floor = BigInt(id);
    }
  }
  return {
    startFrom(id) {
      floor = BigInt(id);
    },
    add(id) {
      if (BigInt(id) <= floor || told.has(id)) return false;
      told.set(id, now());
      return true;
    },
    floor() {
      forgetOld();
      return floor.toString();
    },
  };
}
