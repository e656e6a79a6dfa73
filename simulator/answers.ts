import type { CachedUser } from './user.ts';

/** An answer before it is written: the body is text already. */
export interface Answer {
  status: number;
  body: string;
  contentType: string;
  headers?: Record<string, string>;
}

/** One call as it came in. */
export interface Call {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  rawBody: string;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** Makes a handler of one that needs the user of the call's token. */
export type TokenGuard = (handler: (call: Call, user: CachedUser) => Answer | Promise<Answer>) => Handler;

function json(status: number, body: unknown): Answer {
  return { status, body: JSON.stringify(body), contentType: 'application/json' };
}

/** `{code, data, success: true}` */
export function success(data: unknown, status = 200): Answer {
  return json(status, { code: status, data, success: true });
}

/** `{code, error, success: false}`, with `details` where the service adds them. */
export function failure(status: number, error: string, details?: string): Answer {
  return json(status, { code: status, ...(details ? { details } : {}), error, success: false });
}

/** A JSON body of any other shape. */
export function plain(body: unknown, status = 200): Answer {
  return json(status, body);
}

/** A success whose data is JSON already. */
export function successJson(data: string): Answer {
  return { status: 200, body: `{"code":200,"data":${data},"success":true}`, contentType: 'application/json' };
}

/** What an unknown path or method gets; the recorded builds never say 405. */
export function notFound(): Answer {
  return { status: 404, body: '404 page not found\n', contentType: 'text/plain; charset=utf-8' };
}

/**
 * The first JSON value of a body as an object; undefined when it is none. Like Go's decoder it takes `null` for
 * an empty object, knows keys in any case and ignores what follows the value.
 */
export function decodeObject(rawBody: string, keys: readonly string[]): Record<string, unknown> | undefined {
  const value = firstJsonValue(rawBody);
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const known = new Map(keys.map((key) => [key.toLowerCase(), key]));
  const found: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const name = known.get(key.toLowerCase());
    if (name !== undefined) found[name] = field;
  }
  return found;
}

function firstJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const end = text.lastIndexOf('}');
    if (!text.trimStart().startsWith('{') || end === text.length - 1) return undefined;
    return end < 0 ? undefined : firstJsonValue(text.slice(0, end + 1));
  }
}

/** Whether a decoded field is absent or null, or passes the check: Go leaves such fields at their zero value. */
export function fits(value: unknown, check: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || check(value);
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
