/** Whether what the feed shows is still so: lost or asleep, it has to be read anew before that is known again. */
import type { ErrorReason } from './heliograph-error.ts';

/** Times are ms on this machine's clock. */
export interface Doubt {
  /** Until then the gateway was heard. */
  since: number;
  /** After a sleep that is later. */
  noticedAt: number;
  /** Why the gateway could not answer what was asked of it; null: it is not heard, or has not answered yet. */
  reason: ErrorReason | null;
}

export interface DoubtKeeper {
  /** The same object until something changes. */
  get(): Doubt | null;
  away(since: number): void;
  failed(reason: ErrorReason): void;
  /** It is over, if everything that is wanted was answered. */
  settle(): void;
}

export function createDoubt(deps: { answered(): boolean; tell(doubt: Doubt | null): void }): DoubtKeeper {
  let doubt: Doubt | null = null;
  const become = (next: Doubt | null) => {
    doubt = next;
    deps.tell(doubt);
  };
  const begin = (since: number, reason: ErrorReason | null) => {
    const now = Date.now();
    if (doubt && doubt.since <= since && doubt.reason === reason) return;
    become({
      since: Math.min(since, doubt?.since ?? now),
      noticedAt: doubt?.noticedAt ?? now,
      reason,
    });
  };
  return {
    get: () => doubt,
    away: (since) => begin(since, null),
    failed: (reason) => begin(Date.now(), reason),
    settle() {
      if (doubt && deps.answered()) become(null);
    },
  };
}
