/** The two things that whoever has a pairing link may do: start the pairing, and ask for a code to type. */
import type { Db } from '../../db/database.ts';
import { giveStartBack, takeCode, takeStart } from '../../db/pairing-links.ts';
import type { AuditAction } from '../../contract/audit.ts';
import type { Identity } from '../auth/identity.ts';
import type { Audit } from '../observability/audit.ts';
import type { Actions } from '../sessions/act.ts';
import type { Answer, Refused } from '../sessions/answer.ts';
import { phoneNumber } from '../sessions/phone-number.ts';
import { LinkEnded } from './link-ended.ts';
import type { Links } from './links.ts';

/** A pairing lasts 160 s: three are a quarter of an hour with pauses. */
export const mostStarts = 3;
/** WhatsApp itself stops giving codes to a number that asks again and again. */
const mostCodes = 5;
const codePauseMs = 10_000;

export interface LinkCalls {
  start(who: Identity, ip: string | null): Promise<Answer<unknown>>;
  code(who: Identity, phone: string, ip: string | null): Promise<Answer<{ LinkingCode: string }>>;
}

const refuse = (reason: Refused['reason'], status: number, error: string): Refused => ({
  ok: false,
  status,
  reason,
  error,
});

export function createLinkCalls(deps: {
  db: Db;
  links: Pick<Links, 'living'>;
  actions: Pick<Actions, 'connect' | 'pairPhone'>;
  audit: Pick<Audit, 'record'>;
}): LinkCalls {
  const { db, links, actions } = deps;

  /** Whatever comes of it is in the audit, under the link's own id. */
  async function audited<T>(
    who: Identity,
    action: AuditAction,
    ip: string | null,
    call: (linkId: string, sessionId: string) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const linkId = who.credentialId ?? '';
    const answer = await links.living(linkId).then(
      (link) => call(linkId, link.sessionId),
      (error: unknown) => {
        if (error instanceof LinkEnded) return refuse('link_ended', 410, error.message);
        throw error;
      },
    );
    void deps.audit.record({
      actor: { id: linkId, name: who.name, kind: 'link', userId: null },
      action,
      sessionId: who.sessionId ?? null,
      ip,
      outcome: answer.ok ? 'ok' : answer.status < 500 ? 'refused' : 'failed',
      reason: answer.ok ? null : answer.reason,
      details: {},
    });
    return answer;
  }
  const actorOf = (who: Identity) => ({ id: who.userId, name: who.name });

  return {
    start: (who, ip) =>
      audited(who, 'link.start', ip, async (linkId, sessionId) => {
        if (!(await takeStart(db, linkId, mostStarts))) {
          return refuse('too_many', 429, `This link starts a pairing at most ${mostStarts} times.`);
        }
        const answer = await actions.connect(sessionId, {}, actorOf(who));
        // Refused before anything went to the service: the wait was not the caller's fault.
        if (!answer.ok && answer.status === 409) await giveStartBack(db, linkId);
        return answer;
      }),
    code: (who, phone, ip) =>
      audited(who, 'link.code', ip, async (linkId, sessionId) => {
        const number = phoneNumber(phone);
        if (!number.ok) return refuse('invalid_phone', 400, number.error);
        if (!(await takeCode(db, linkId, mostCodes, codePauseMs))) {
          return {
            ...refuse('rate_limited', 429, 'Wait a little before you ask for another code.'),
            retryAfterS: codePauseMs / 1000,
          };
        }
        return actions.pairPhone(sessionId, number.digits, actorOf(who));
      }),
  };
}
