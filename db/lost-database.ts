/** Which errors say that the database is away: nobody's fault here, and a later try may work. */

const codes = new Set([
  // SQLSTATE: it ends, ended a connection, starts; it has no connection left; a failover left us with a copy.
  ...['57P01', '57P02', '57P03', '53300', '25006'],
  // A statement or a transaction that took too long.
  ...['57014', '25P03'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
]);

/** What pg says without a code. Source: pg/lib/client.js, pg-pool/index.js. */
const words = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'timeout exceeded when trying to connect',
  'timeout expired',
];

/** For errors of queries: others have codes like these for reasons of their own. */
export function isLostDatabase(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  // Class 08: connection exceptions.
  if (typeof code === 'string') return codes.has(code) || /^08[0-9A-Z]{3}$/.test(code);
  return words.some((one) => error.message.startsWith(one));
}
