/** Bodies and queries against the contract's schemas. */
import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import type { Reason } from '../../contract/words.ts';
import { ApiError } from './api-error.ts';

const bodyLimit = 256 * 1_024;

/** Reads a body as JSON whatever its Content-Type says: the tools of today often say nothing. */
export const json: RequestHandler = express.json({ limit: bodyLimit, type: () => true });
/** Only what a page of another site cannot send without asking first. */
export const strictJson: RequestHandler = express.json({ limit: bodyLimit });

/** @throws ApiError invalid_body, which names unknown fields and what is wrong with known ones */
export function readBody<T extends z.ZodType>(schema: T, request: Request, fallback?: object): z.infer<T> {
  const body: unknown = request.body ?? fallback;
  if (body === undefined) {
    throw new ApiError(400, 'invalid_body', 'A JSON body is expected.', {
      details: 'Send it with Content-Type: application/json.',
    });
  }
  return check(schema, body, 'invalid_body', 'The body has mistakes.');
}

/** @throws ApiError invalid_query */
export const readQuery = <T extends z.ZodType>(schema: T, request: Request): z.infer<T> =>
  check(schema, { ...request.query }, 'invalid_query', 'The query has mistakes.');

function check<T extends z.ZodType>(schema: T, value: unknown, reason: Reason, words: string): z.infer<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw new ApiError(400, reason, words, { details: explain(result.error.issues) });
  // Postgres stores no zero bytes in texts.
  if (JSON.stringify(value).includes('\\u0000')) {
    throw new ApiError(400, reason, words, { details: 'Texts may not have zero bytes.' });
  }
  return result.data;
}

const mostNamed = 10;

function explain(issues: z.core.$ZodIssue[]): string {
  const lines = issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return `Unknown field: ${issue.keys
        .slice(0, mostNamed)
        .map((key) => JSON.stringify(key.slice(0, 100)))
        .join(', ')}.`;
    }
    const where = issue.path.map(String).join('.');
    return where === '' ? `${issue.message}.` : `${where}: ${issue.message}.`;
  });
  return lines.slice(0, mostNamed).join(' ');
}
