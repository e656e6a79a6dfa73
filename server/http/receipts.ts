/**
 * Idempotency-Key: the same key and body from the same caller at the same path gets the first answer again for ten
 * minutes, also while the first is still carried out. Answers may carry secrets (a new key, a link): they are sealed.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Cipher } from '../../db/cipher.ts';
import type { Db } from '../../db/database.ts';
import {
  claimReceipt,
  finishReceipt,
  keepReceipt,
  readReceipt,
  type HeldReceipt,
  type ReceiptKey,
} from '../../db/receipts.ts';
import type { Auth } from '../auth/auth.ts';
import type { Log } from '../observability/log.ts';
import { ApiError } from './api-error.ts';
import { authenticated, callerOf } from './caller.ts';
import { json } from './validate.ts';

export interface ReceiptDeps {
  db: Db;
  cipher: Pick<Cipher, 'seal' | 'open' | 'hash'>;
  auth: Pick<Auth, 'verify'>;
  node: string;
  log: Log;
}

interface Answer {
  body: unknown;
  retryAfter: string | null;
}

const changes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const wellFormed = /^[\x21-\x7e]{1,200}$/;
const renewMs = 4_000;
const askAgainMs = 150;
/** A logout may take 75 s; whoever waits longer is told to come again. */
const patienceMs = 80_000;

/** Each time that a secret is shown is written down: it is never shown again by itself. */
const isReveal = ({ path }: Request) => /\/reveal\/?$/.test(path);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export function receipts(deps: ReceiptDeps): RequestHandler[] {
  const keyed =
    (handler: RequestHandler): RequestHandler =>
    (request, response, next) =>
      request.headers['idempotency-key'] !== undefined && changes.has(request.method) && !isReveal(request)
        ? handler(request, response, next)
        : next();
  return [keyed(authenticated(deps.auth)), keyed(json), keyed((...call) => answerOnce(deps, ...call))];
}

const answerOnce = async (deps: ReceiptDeps, ...[request, response, next]: Parameters<RequestHandler>) => {
  const key = String(request.headers['idempotency-key']);
  if (!wellFormed.test(key)) {
    throw new ApiError(400, 'invalid_body', 'The Idempotency-Key is none.', {
      details: 'It is 1 to 200 printable ASCII characters without spaces.',
    });
  }
  const who = callerOf(request);
  // With other rights it is another caller: what was answered then may not be for them now.
  const rights = [who.role, ...[...(who.scopes ?? [])].sort()].join();
  const caller = `${who.kind} ${who.kind === 'key' ? who.credentialId : who.userId} ${rights}`;
  const path = `${request.baseUrl}${request.path}`.replace(/(.)\/$/, '$1');
  const receipt = { scope: sha256(`${caller}\n${request.method}\n${path}`), key };
  // Keyed: a body may carry a password, which a plain hash would let others guess.
  const requestHash = deps.cipher.hash(JSON.stringify([request.body ?? null, request.query]));
  const held = { ...receipt, holder: `${deps.node} ${randomUUID()}` };
  if (await claimReceipt(deps.db, { ...held, requestHash })) {
    writeDown(deps, held, response);
    return next();
  }
  await again(deps, receipt, requestHash, response);
};

/** Keeps the claim while the call is carried out, and stores whatever it is answered. */
function writeDown({ db, cipher, log }: ReceiptDeps, receipt: HeldReceipt, response: Response): void {
  const renewal = setInterval(() => void keepReceipt(db, receipt).catch(() => undefined), renewMs);
  renewal.unref();
  const send = response.json.bind(response);
  response.json = (body: unknown) => {
    clearInterval(renewal);
    const retryAfter = response.get('Retry-After') ?? null;
    const sealed = cipher.seal(JSON.stringify({ body, retryAfter } satisfies Answer));
    finishReceipt(db, receipt, { status: response.statusCode, sealed })
      .catch((error: unknown) => log.error({ err: error }, 'a receipt could not be stored'))
      // Whoever has the answer may ask again at once.
      .finally(() => send(body));
    return response;
  };
}

/** The first answer, once it is there. */
async function again(
  { db, cipher }: ReceiptDeps,
  receipt: ReceiptKey,
  requestHash: string,
  response: Response,
): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const stored = await readReceipt(db, receipt);
    if (stored && stored.requestHash !== requestHash) {
      throw new ApiError(
        422,
        'idempotency_key_reused',
        'This Idempotency-Key came with another body before.',
      );
    }
    if (stored?.state === 'done' && stored.answerSealed !== null) {
      const { body, retryAfter } = JSON.parse(cipher.open(stored.answerSealed)) as Answer;
      if (retryAfter !== null) response.set('Retry-After', retryAfter);
      response.set('Idempotency-Replayed', 'true');
      response.status(stored.status ?? 200).json(body);
      return;
    }
    // A second call would be a guess: the first may have been carried out just before its gateway ended.
    if (!stored || stored.state === 'lost') throw unknownOutcome();
    if (performance.now() > giveUpAt || response.destroyed) throw stillRunning();
    await new Promise((done) => setTimeout(done, askAgainMs));
  }
}

const unknownOutcome = () =>
  new ApiError(409, 'action_in_progress', 'The gateway that carried this out ended before it answered.', {
    why: 'outcome_unknown',
    details: 'Whether it was done is not known here: read the state, then ask again with another key.',
    retryAfterS: 5,
  });

const stillRunning = () =>
  new ApiError(409, 'action_in_progress', 'The first call with this Idempotency-Key is still running.', {
    retryAfterS: 5,
  });
