/**
 * The one way into the audit for REST calls: a route declares its action behind `authenticated`, and the entry is
 * written when it is answered, whatever the answer. Strangers' calls are not written: anybody could fill it.
 */
import type { Request, RequestHandler, Response } from 'express';
import type { AuditAction, AuditOutcome } from '../../contract/audit.ts';
import type { NewAuditEntry } from '../../db/audit.ts';
import type { Audit } from '../observability/audit.ts';
import { onAnswered } from './answered.ts';
import { callerIfAny } from './caller.ts';

interface Note {
  /** Where no caller is known yet, as at a login. */
  actor?: NewAuditEntry['actor'];
  /** Where the path has none, as when a session is made. */
  sessionId?: string;
  /** Names and choices; never a secret. */
  details?: Record<string, unknown>;
}

const notes = new WeakMap<Response, Note>();

/** Adds to the entry that is written at the answer. */
export function note(response: Response, more: Note): void {
  const before = notes.get(response);
  notes.set(response, { ...before, ...more, details: { ...before?.details, ...more.details } });
}

/** Nothing happened that anybody would look for: no entry. */
export const forgetAudit = (response: Response): void => onAnswered(response, () => undefined);

export const stranger: NewAuditEntry['actor'] = { id: null, name: '', kind: 'stranger', userId: null };

export function audited(audit: Pick<Audit, 'record'>, action: AuditAction): RequestHandler {
  return function audited(request, response, next) {
    // Behind the route the path's parameters are gone.
    const sessionId = action.startsWith('session.') ? sessionIdIn(request) : null;
    if (sessionId !== null) note(response, { sessionId });
    onAnswered(response, (status, reason) => {
      void audit.record({ ...entryOf(action, request, response), outcome: outcomeOf(status), reason });
    });
    next();
  };
}

/** Where nothing may happen without its entry: written before the answer, as something that was granted. */
export const recordNow = (
  audit: Pick<Audit, 'record'>,
  action: AuditAction,
  request: Request,
  response: Response,
): Promise<void> => audit.record({ ...entryOf(action, request, response), outcome: 'ok', reason: null });

function entryOf(action: AuditAction, request: Request, response: Response) {
  const { actor, details = {}, sessionId = null } = notes.get(response) ?? {};
  return {
    actor: actor ?? actorOfCall(request),
    action,
    sessionId,
    ip: request.ip ?? null,
    details,
  };
}

/** The seed's own failures carry 500: they are the service's. */
function outcomeOf(status: number): AuditOutcome {
  if (status < 400) return 'ok';
  return status < 500 ? 'refused' : 'failed';
}

function actorOfCall(request: Request): NewAuditEntry['actor'] {
  const who = callerIfAny(request);
  if (!who) return stranger;
  const id = who.kind === 'key' ? (who.credentialId ?? who.userId) : who.userId;
  return { id, name: who.name, kind: who.kind, userId: who.userId };
}

/** What a stored text may have; ids of any other shape are nobody's. */
const storable = /^[\x21-\x7e]{1,64}$/;

function sessionIdIn(request: Request): string | null {
  const id = request.params.id;
  return typeof id === 'string' && storable.test(id) ? id : null;
}
