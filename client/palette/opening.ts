/** How often the palette was called for: its door is not the only thing that opens it. */
import { useSyncExternalStore } from 'react';

let asked = 0;
const listeners = new Set<() => void>();

export function openPalette(): void {
  asked += 1;
  for (const listener of listeners) listener();
}

export const useAsked = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
