/** The service's answers, read: pure functions from an answer's bytes to what it means, or to the error it is. */
import { isFields, pngImage, readSession, text, type SessionReading } from './session-reading.ts';
import { UpstreamError } from './upstream-error.ts';

/** An answer as it came over the wire. */
export interface Answer {
  status: number;
  /** "" when the header is missing. */
  contentType: string;
  bytes: Buffer;
}

export interface ConnectAnswer {
  /** It said `already connected`: the socket is up, perhaps with codes running; this call's events are ignored. */
  already: boolean;
  /** The accepted names joined by ",": unknown ones are dropped in silence. "" when `already`. */
  events: string;
  /** From a cache: empty or old. */
  jid: string;
  webhook: string;
  details: string;
}

/** A picture; or the service's reason, in lower case: `no session`, `not connected`, `already logged in`. */
export type QrAnswer = { image: string } | { says: string };

export interface Health {
  version: string;
  /** Since its start; null when it does not say. */
  uptimeMs: number | null;
  totalUsers: number;
  connectedUsers: number;
  loggedInUsers: number;
}

const saysLimit = 200;
const hiccup = /database is locked|sqlite_busy|problem accessing db|database error/;

/** A broken answer to a write: a proxy may have cut it off, so the write behind it may well have happened. */
const notJson = (answer: Answer, says: string): UpstreamError =>
  new UpstreamError('not_json', {
    status: answer.status,
    says,
    mayHaveHappened: answer.status < 300 || answer.status >= 500,
  });

function parse(answer: Answer): Record<string, unknown> {
  if (answer.status >= 300 && answer.status < 400) throw notJson(answer, 'a redirect');
  let json: unknown;
  try {
    json = JSON.parse(answer.bytes.toString('utf8'));
  } catch {
    throw notJson(answer, /html/i.test(answer.contentType) ? 'a page of html' : 'an answer that is no json');
  }
  if (!isFields(json)) throw notJson(answer, 'json, but no object');
  return json;
}

/** Whether the service itself refuses a token: something in front of it may ask for a login of its own. */
function ownRefusal(answer: Answer): boolean {
  try {
    return /unauthorized/i.test(text(parse(answer).error));
  } catch {
    return /^\s*unauthorized\s*$/i.test(answer.bytes.toString('utf8', 0, 100));
  }
}

/**
 * The JSON of an answer that says yes; throws the UpstreamError that any other answer is. Not every yes has the
 * envelope: /health and /session/hmac/config go without.
 */
export function settle(answer: Answer): Record<string, unknown> {
  if (answer.status === 401) {
    throw new UpstreamError('refused_token', {
      status: 401,
      says: ownRefusal(answer) ? 'unauthorized' : 'a stranger',
    });
  }
  const json = parse(answer);
  if (answer.status < 300 && json.success !== false) return json;
  const says = text(json.error).toLowerCase().slice(0, saysLimit);
  const kind = answer.status >= 500 && hiccup.test(says) ? 'busy' : 'said_no';
  throw new UpstreamError(kind, { status: answer.status, says });
}

/** The `data` of an answer that must have some. */
function dataOf(answer: Answer): Record<string, unknown> {
  const { data } = settle(answer);
  if (!isFields(data)) throw notJson(answer, 'json of another kind');
  return data;
}

/** Some old builds write keys in other letters: Details for details. */
const either = (data: Record<string, unknown>, key: string): string =>
  text(data[key] ?? data[key.charAt(0).toUpperCase() + key.slice(1)]);

const saysNo = (error: unknown, says: string): error is UpstreamError =>
  error instanceof UpstreamError && error.kind === 'said_no' && error.says === says;

/** GET /session/status. Builds of May 2025 answer 500 `No session` where later ones say false/false. */
export function statusAnswer(answer: Answer): SessionReading {
  let data: unknown;
  try {
    ({ data } = settle(answer));
  } catch (error) {
    if (!saysNo(error, 'no session')) throw error;
    data = { connected: false, loggedIn: false };
  }
  const reading = readSession(data);
  if (!reading) throw notJson(answer, 'json of another kind');
  return reading;
}

/** GET /admin/users/{id}: null for an id that the service does not know, of which it says so by an empty list. */
export function oneAnswer(answer: Answer): SessionReading | null {
  const { data, success } = settle(answer);
  // Go writes a list that was never made as null. Anything else without a user is no answer of the service's.
  const none = data === null || (Array.isArray(data) && data.length === 0);
  if (none && success === true) return null;
  const row: unknown = Array.isArray(data) ? data[0] : data;
  const reading = readSession(row);
  if (!reading || reading.partial) throw notJson(answer, 'json of another kind');
  return reading;
}

/** GET /session/qr. */
export function qrAnswer(answer: Answer): QrAnswer {
  try {
    return { image: pngImage(dataOf(answer).QRCode) };
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === 'said_no') return { says: error.says };
    throw error;
  }
}

/** Go writes a duration as `1h2m52.646962264s`, small ones as `850ms`. */
export function goDurationMs(written: string): number | null {
  const units: Record<string, number> = {
    h: 3_600_000,
    m: 60_000,
    s: 1_000,
    ms: 1,
    µs: 1e-3,
    us: 1e-3,
    ns: 1e-6,
  };
  if (!/^([\d.]+(h|ms|m|s|µs|us|ns))+$/.test(written)) return null;
  let sum = 0;
  for (const [, number, unit] of written.matchAll(/([\d.]+)(h|ms|m|s|µs|us|ns)/g))
    sum += Number(number) * units[unit!]!;
  return sum;
}

/** GET /health; null where a build has none. */
export function healthAnswer(answer: Answer): Health | null {
  if (answer.status === 404) return null;
  const json = settle(answer);
  if (typeof json.status !== 'string') throw notJson(answer, 'json of another kind');
  const number = (value: unknown) => (typeof value === 'number' ? value : 0);
  return {
    version: text(json.version),
    uptimeMs: goDurationMs(text(json.uptime)),
    totalUsers: number(json.total_users),
    connectedUsers: number(json.connected_users),
    loggedInUsers: number(json.logged_in_users),
  };
}

/** POST /session/connect. */
export function connectAnswer(answer: Answer): ConnectAnswer {
  try {
    const data = dataOf(answer);
    return {
      already: false,
      events: either(data, 'events'),
      jid: either(data, 'jid'),
      webhook: either(data, 'webhook'),
      details: either(data, 'details'),
    };
  } catch (error) {
    if (!saysNo(error, 'already connected')) throw error;
    return { already: true, events: '', jid: '', webhook: '', details: error.says };
  }
}

/** POST /session/disconnect and /session/logout. */
export const detailsAnswer = (answer: Answer): { details: string } => ({
  details: either(dataOf(answer), 'details'),
});

/** POST /session/pairphone: a code as XXXX-XXXX. */
export function pairPhoneAnswer(answer: Answer): { linkingCode: string } {
  const linkingCode = text(dataOf(answer).LinkingCode);
  if (linkingCode === '') throw notJson(answer, 'json of another kind');
  return { linkingCode };
}

/** POST /webhook. */
export const webhookAnswer = (answer: Answer): { webhook: string } => ({
  webhook: text(dataOf(answer).webhook),
});

/** POST /admin/users: the new session's id, 32 hex digits. */
export function createdAnswer(answer: Answer): { id: string } {
  const id = text(dataOf(answer).id);
  if (id === '') throw notJson(answer, 'json of another kind');
  return { id };
}

/** The calls whose yes brings nothing to know. */
export function doneAnswer(answer: Answer): void {
  settle(answer);
}
