/** The command line is not as documented. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
