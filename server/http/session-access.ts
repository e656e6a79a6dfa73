/** The session that a request is about, for who may know of it. */
import type { Request } from 'express';
import type { SessionRow } from '../../db/session-row.ts';
import { maySee, type Identity } from '../auth/identity.ts';
import type { Actor } from '../sessions/answer.ts';
import { overlay, type Overlay } from '../sessions/present.ts';
import { noSuchSession } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { callerOf } from './caller.ts';

/** Ids are the service's; whatever does not look like one is not looked for. */
const plausibleId = /^[\x21-\x7e]{1,64}$/;

/** @throws ApiError session_not_found, also for someone else's session */
export async function sessionOf(
  request: Request,
  deps: Pick<AppDeps, 'known' | 'store'>,
): Promise<{ row: SessionRow; who: Identity }> {
  const who = callerOf(request);
  const id = String(request.params.id);
  if (!plausibleId.test(id)) throw noSuchSession();
  // Just made on another node, it may not have come here yet.
  const row = deps.known.get(id) ?? (await deps.store.byIds([id]))[0];
  if (!row || !maySee(who, row)) throw noSuchSession();
  return { row, who };
}

export const actorOf = (who: Identity): Actor => ({ id: who.userId, name: who.name });

export const overlayOf = (row: SessionRow, deps: Pick<AppDeps, 'known' | 'idleStopsAt'>): Overlay =>
  overlay(deps.known, row, deps.idleStopsAt(row));
