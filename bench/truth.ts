/** Looks into the simulated service every few milliseconds and notes what changed there. */
import { codeImage } from '../simulator/code-image.ts';
import type { Simulator } from '../simulator/simulator.ts';
import type { Delays } from './delays.ts';

const everyMs = 10;

/** Until the returned function is called; its own error is at most those milliseconds, in the clients' favour. */
export function followTruth(
  { control }: Pick<Simulator, 'control'>,
  ids: string[],
  delays: Delays,
): () => void {
  const codes = new Map<string, string>();
  const online = new Map<string, boolean>();
  const timer = setInterval(() => {
    for (const id of ids) {
      const { qr, service } = control.truthOf(id);
      if (qr && qr.text !== codes.get(id)) {
        const changed = codes.has(id);
        codes.set(id, qr.text);
        if (changed) delays.happened('code', codeImage(qr.text));
      }
      const now = service.connected && service.loggedIn;
      if (now !== (online.get(id) ?? now))
        delays.happened(now ? 'online' : 'fall', `${id} ${now ? 'online' : 'fall'}`);
      online.set(id, now);
    }
  }, everyMs);
  return () => clearInterval(timer);
}
