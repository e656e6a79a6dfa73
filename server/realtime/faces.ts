/** Who looks at a code, told to those who look. */
import type { Viewers } from '../sessions/viewers.ts';

/** Often enough for people. */
const pauseMs = 200;

/** Many may open the same code at once: who looks is told a few times a second, not for each of them. */
export function tellFaces(viewers: Pick<Viewers, 'onChange'>, tell: (sessionId: string) => void): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const off = viewers.onChange((sessionId) => {
    changed.add(sessionId);
    timer ??= setTimeout(() => {
      timer = null;
      const ids = [...changed];
      changed.clear();
      for (const id of ids) tell(id);
    }, pauseMs);
  });
  return () => {
    off();
    if (timer) clearTimeout(timer);
  };
}
