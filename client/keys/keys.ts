/** Commands of one key, or of two after each other (`g s`). Off in fields and dialogs, and as a whole where the person switched them off. */
import { useEffect, useRef, useSyncExternalStore } from 'react';

export type Keys = Record<string, (event: KeyboardEvent) => void>;

const storageKey = 'heliograph-keys';
const layers: { current: Keys }[] = [];
const followers = new Set<() => void>();

let enabled = (() => {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
})();

export function setKeysEnabled(on: boolean): void {
  enabled = on;
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // It holds for this visit, then.
  }
  for (const each of followers) each();
}

export const useKeysEnabled = () =>
  useSyncExternalStore(
    (listener) => {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    () => enabled,
  );

/** Fields that take letters; a radio or a checkbox takes none. */
const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target instanceof HTMLInputElement && !/^(radio|checkbox|button|submit)$/.test(target.type)));
const above = '[aria-modal="true"], [role="menu"]';
/** Also in one that is gone: a dialog that Escape has just closed must not close the page below it. */
const inDialog = (target: EventTarget | null) =>
  document.querySelector(above) !== null || (target instanceof Element && target.closest(above) !== null);

/** The first key of two is forgotten after this long. */
const pairMs = 1_500;
let first: { key: string; at: number } | null = null;

function find(name: string): ((event: KeyboardEvent) => void) | undefined {
  for (const layer of layers.toReversed()) if (layer.current[name]) return layer.current[name];
  return undefined;
}
const begins = (key: string) =>
  layers.some(({ current }) => Object.keys(current).some((name) => name.startsWith(`${key} `)));

function onKey(event: KeyboardEvent) {
  if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (inField(event.target) || inDialog(event.target)) return;
  const before = first !== null && event.timeStamp - first.at < pairMs ? first.key : null;
  first = null;
  const act = (before !== null && find(`${before} ${event.key}`)) || find(event.key);
  if (act) {
    event.preventDefault();
    act(event);
  } else if (begins(event.key)) {
    first = { key: event.key, at: event.timeStamp };
  }
}

/** Commands that hold while the caller is mounted; the newest layer wins. */
export function useKeys(keys: Keys): void {
  const layer = useRef(keys);
  useEffect(() => {
    layer.current = keys;
  });
  useEffect(() => {
    layers.push(layer);
    if (layers.length === 1) window.addEventListener('keydown', onKey);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) window.removeEventListener('keydown', onKey);
    };
  }, []);
}
