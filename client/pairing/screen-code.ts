/** The code that is on this screen now: what the demo's phone sees when it is held before it. */
interface ScreenCode {
  sessionId: string;
  text: string;
}
let shown: ScreenCode | null = null;
const listeners = new Set<() => void>();

function set(next: ScreenCode | null) {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says what is on the screen, until the answer is called. */
export function putOnScreen(code: ScreenCode): () => void {
  set(code);
  return () => {
    if (shown === code) set(null);
  };
}
export const screenCode = (): ScreenCode | null => shown;
export function followScreenCode(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
