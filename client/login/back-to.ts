/** Where the person was before the login ended; never another site's address. */
export function backTo(state: unknown): string {
  const from = typeof state === 'object' && state && 'from' in state ? state.from : null;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : '/sessions';
}
