import type { Log } from '../observability/log.ts';
import type { Auth } from './auth.ts';

const everyMs = 30_000;

/** What was revoked on another node ends here too, within this time. Returns how to stop. */
export function keepRechecking(auth: Pick<Auth, 'recheck'>, log: Log): () => void {
  const timer = setInterval(() => {
    auth.recheck().catch((error: unknown) => log.warn({ err: error }, 'rights could not be checked again'));
  }, everyMs);
  return () => clearInterval(timer);
}
