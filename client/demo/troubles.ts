/** Which troubles this page made at the simulated service; the drawer may close in between. */
import { useSyncExternalStore } from 'react';
import type { Trouble } from '../api/port.ts';

let made: ReadonlySet<Trouble> = new Set();
const listeners = new Set<() => void>();

export function setTrouble(trouble: Trouble, on: boolean): void {
  const rest = [...made].filter((each) => each !== trouble);
  made = new Set(on ? [...rest, trouble] : rest);
  for (const listener of listeners) listener();
}

export const useTroubles = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => made,
  );
