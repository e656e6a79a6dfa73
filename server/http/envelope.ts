/** The envelope of every answer under /api; the HTTP status always equals its `code`. */
import type { Response } from 'express';
import type { Failure } from '../../contract/envelope.ts';
import type { Answer } from '../sessions/answer.ts';
import { answered } from './answered.ts';
import { ApiError } from './api-error.ts';

export function sendData(
  response: Response,
  data: unknown,
  { code = 200, warning }: { code?: number; warning?: string } = {},
) {
  answered(response, code, null);
  response.status(code).json({ success: true, code, data, ...(warning === undefined ? {} : { warning }) });
}

export function sendFailure(response: Response, refusal: ApiError): void {
  answered(response, refusal.status, refusal.reason);
  const { why, details, warning, retryAfterS, headers } = refusal.more;
  if (headers) response.set(headers);
  if (retryAfterS !== undefined) response.set('Retry-After', String(Math.max(1, Math.ceil(retryAfterS))));
  const failure: Failure = {
    success: false,
    code: refusal.status,
    error: refusal.message,
    reason: refusal.reason,
    ...(why === undefined ? {} : { why }),
    ...(details === undefined ? {} : { details }),
    ...(warning === undefined ? {} : { warning }),
  };
  response.status(refusal.status).json(failure);
}

/** What an action came to, as it is. */
export function sendAnswer(response: Response, answer: Answer<unknown>): void {
  if (answer.ok) return sendData(response, answer.data, { warning: answer.warning });
  const { status, reason, error, ...more } = answer;
  sendFailure(response, new ApiError(status, reason, error, more));
}
