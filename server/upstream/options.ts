import type { Logger } from 'pino';
import type { CallReport } from './call.ts';
import type { Turns } from './turns.ts';

export interface Timeouts {
  listMs: number;
  /** All other reads, and writes that the service carries out by itself. */
  singleMs: number;
  /** A connect that is not immediate takes 10 s inside the service. */
  connectMs: number;
  /** Writes that wait for WhatsApp: the service gives that up after 75 s. */
  whatsappMs: number;
}

export const defaultTimeouts: Timeouts = {
  listMs: 15_000,
  singleMs: 10_000,
  connectMs: 20_000,
  whatsappMs: 80_000,
};

export interface UpstreamOptions {
  /** Where the service is; a path in it is kept. */
  baseUrl: string;
  /** Null or "" when there is none: admin calls are then refused before they are sent. */
  adminToken: string | null;
  log: Pick<Logger, 'debug'>;
  /** How many calls may run at once (20). */
  limit?: number;
  timeouts?: Partial<Timeouts>;
  /** Called once for each call that was tried, before its promise settles. Must not throw. */
  onCall?: (report: CallReport) => void;
  /** Give the reader and the writer the same, and no session is asked by its token while it is written. */
  turns?: Turns;
  /** Stamps `askedAt`; milliseconds (Date.now). */
  now?: () => number;
}
