/** The session that a command names. */
import { HeliographError, type Rest, type Session } from '../sdk/index.ts';

/**
 * By its id, its name, or the beginning of its name, if no other session's begins so.
 * @throws HeliographError session_not_found, which says what was found instead
 */
export async function findSession(rest: Rest, named: string): Promise<Session> {
  const notFound = (message: string) =>
    new HeliographError({ reason: 'session_not_found', status: 404, message });
  const byId = await rest.session(named).catch((error: unknown) => {
    if (error instanceof HeliographError && error.reason === 'session_not_found') return null;
    throw error;
  });
  if (byId) return byId;
  const wanted = named.toLowerCase();
  const { sessions } = await rest.list({ q: named, limit: 200 });
  const beginning = sessions.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const whole = beginning.filter(({ name }) => name.toLowerCase() === wanted);
  const matches = whole.length > 0 ? whole : beginning;
  const [found, another] = matches;
  if (!found) throw notFound(`There is no session "${named}"`);
  if (another) {
    const some = matches.slice(0, 5).map(({ id, name }) => `${name} (${id})`);
    throw notFound(`"${named}" may be ${some.join(', ')}: give an id`);
  }
  return found;
}
