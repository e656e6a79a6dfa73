import { newCodeKeys, newCodeRef, newCodeText } from './code-image.ts';
import type { Timers } from './clock.ts';
import type { Link } from './whatsapp-link.ts';

/** WhatsApp gives six references; the first code is shown for 60 s, each later one for 20 s. */
export const CODE_LIVES_MS = [60_000, 20_000, 20_000, 20_000, 20_000, 20_000] as const;

export interface CodeSeries {
  stop(): void;
}

interface SeriesWorld {
  timers: Timers;
  firstCodeMs: number;
  speed: number;
}

/** Shows six codes one after the other on an unpaired socket, then the timeout. Nothing renews it. */
export function startCodeSeries(
  link: Link,
  world: SeriesWorld,
  emit: (item: { kind: 'code'; text: string } | { kind: 'timeout' }) => void,
): CodeSeries {
  const keys = newCodeKeys();
  let cancel = world.timers.after(world.firstCodeMs, () => show(0));
  const show = (index: number) => {
    const lifeMs = CODE_LIVES_MS[index];
    if (lifeMs === undefined) return emit({ kind: 'timeout' });
    const text = newCodeText(newCodeRef(), keys);
    link.code = { text, validUntil: Date.now() + lifeMs / world.speed };
    cancel = world.timers.after(lifeMs, () => show(index + 1));
    emit({ kind: 'code', text });
  };
  return { stop: () => cancel() };
}
