/** The one place where a thrown error becomes an answer. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { isLostDatabase } from '../../db/lost-database.ts';
import { AuthError } from '../auth/auth-error.ts';
import type { Log } from '../observability/log.ts';
import { ApiError, forbidden } from './api-error.ts';
import { requestIdOf } from './caller.ts';
import { sendFailure } from './envelope.ts';

export const unknownPath: RequestHandler = () => {
  throw new ApiError(404, 'not_found', 'There is nothing at this address.');
};

/** Known refusals are answered as they are; an unknown error is logged whole and answered as `internal`. */
export function answerErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const refusal = refusalOf(error);
    const away = !refusal && isLostDatabase(error);
    if (away) {
      // That it is away is told once, elsewhere; here it is only who was answered so.
      log.warn(
        { why: (error as Error).message, requestId: requestIdOf(request) },
        'request without a database',
      );
    } else if (!refusal) {
      log.error(
        { err: error, requestId: requestIdOf(request), method: request.method, path: request.path },
        'request failed',
      );
    }
    if (response.headersSent) return next(error);
    const details = `If it happens again, quote the request ${requestIdOf(request)}.`;
    const fault = () => new ApiError(500, 'internal', 'Something went wrong here.', { details });
    sendFailure(response, refusal ?? (away ? databaseAway() : fault()));
  };
}

/** Whether a change was made before the database went, nobody knows. */
const databaseAway = () =>
  new ApiError(503, 'internal', 'The database does not answer just now.', {
    details: 'Try again in a few seconds. Whether a change was made shows when it is back.',
    retryAfterS: 5,
  });

function refusalOf(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof AuthError) return authRefusal(error);
  // A path with a broken %-escape.
  if (error instanceof URIError) return new ApiError(404, 'not_found', 'There is nothing at this address.');
  if (isBodyError(error)) return bodyRefusal(error);
  return null;
}

function authRefusal({ reason }: AuthError): ApiError {
  if (reason === 'forbidden') return forbidden('Your role is not one that counts here.');
  return new ApiError(401, reason, 'Unauthorized', { headers: { 'WWW-Authenticate': 'Bearer' } });
}

interface BodyError {
  /** Missing where a body could not be unpacked. */
  type?: string;
  status: number;
  limit?: number;
}

/** What the body parser throws: its status says that the fault is the caller's. Source: body-parser, "Errors". */
function isBodyError(error: unknown): error is BodyError {
  if (!(error instanceof Error) || !('status' in error)) return false;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 404;
}

function bodyRefusal({ type, limit }: BodyError): ApiError {
  if (type === 'entity.too.large') {
    const details =
      limit === undefined ? {} : { details: `At most ${Math.round(limit / 1_024)} kB are taken.` };
    return new ApiError(413, 'payload_too_large', 'The body is too large.', details);
  }
  return new ApiError(400, 'invalid_body', 'The body is not valid JSON.');
}
