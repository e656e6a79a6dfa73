/** Which troubles the simulated service has, as far as this page knows; the drawer may close in between. */
import { useSyncExternalStore } from 'react';
import type { Trouble } from '../api/port.ts';

let made: ReadonlySet<Trouble> = new Set();
const listeners = new Set<() => void>();

function set(troubles: Iterable<Trouble>): void {
  made = new Set(troubles);
  for (const listener of listeners) listener();
}

/** As the service says: another page may have made them, or this one before it was loaded again. */
export const setTroubles = (troubles: readonly Trouble[]): void =>
  set([...troubles, ...(made.has('down') ? (['down'] as const) : [])]);

export function setTrouble(trouble: Trouble, on: boolean): void {
  const rest = [...made].filter((each) => each !== trouble);
  set(on ? [...rest, trouble] : rest);
}

export const useTroubles = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => made,
  );
