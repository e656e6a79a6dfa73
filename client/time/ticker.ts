/** One ticker for the whole page: whatever shows an age renders again each second, together. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let second = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function follow(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    second += 1;
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
const still = () => () => {};

/** Renders its caller each second; not at all while `active` is false. */
export const useTick = (active = true) =>
  useSyncExternalStore(active ? follow : still, () => (active ? second : 0));

const startOfToday = () => new Date().setHours(0, 0, 0, 0);

/** Where today began, ms; renders its caller when the next day does. */
export const useToday = () => useSyncExternalStore(follow, startOfToday);
