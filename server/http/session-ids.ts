/** Sessions that a query names, at most so many at once. */
import { mostIds } from '../../contract/session-bodies.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { maySee, type Identity } from '../auth/identity.ts';
import { ApiError } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';

/** Those of them that are there and that this caller may see: someone else's is left out like one that does not exist. */
export function sessionsNamed(ids: string, { known }: Pick<AppDeps, 'known'>, who: Identity): SessionRow[] {
  const named = [...new Set(ids.split(',').filter((id) => id !== ''))];
  if (named.length > mostIds) {
    throw new ApiError(400, 'invalid_query', 'The query has mistakes.', {
      details: `ids: at most ${mostIds} at once.`,
    });
  }
  return named
    .map((id) => known.get(id))
    .filter((row): row is SessionRow => row !== undefined && maySee(who, row));
}
