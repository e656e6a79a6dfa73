/**
 * What the service pushes by its global webhook. A push carries no time and may come minutes late, twice, or in
 * another order: it is a reason to look, never a state.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { members } from './json-spans.ts';
import { isFields, pngImage, text } from './session-reading.ts';

interface PushSource {
  /** The session's id; null from builds of August 2025, which send `token` in its place. */
  userId: string | null;
  token: string | null;
  /** sha256 of the raw body, hex: a repeated delivery has the same bytes. */
  bodyHash: string;
}

/** What each type tells, besides whose it is. */
interface PushFacts {
  QR: { image: string };
  QRTimeout: object;
  PairSuccess: { jid: string; platform: string; businessName: string };
  PairError: { jid: string };
  /** Repeats; also comes when the account's name changes. */
  Connected: object;
  /** A drop that mostly heals by itself; also just before a ban, a logout and their like. */
  Disconnected: object;
  /** 401 unlinked on the phone, 403, 406; null when it does not say. */
  LoggedOut: { reason: number | null; onConnect: boolean };
  ConnectFailure: { reason: number | null; message: string };
  KeepAliveTimeout: object;
  KeepAliveRestored: object;
  /** How long it lasts; null when it does not say. */
  TemporaryBan: { code: number | null; expireMs: number | null };
  /** "" when it has none. */
  StreamError: { code: string };
  ClientOutdated: object;
}

export type PushType = keyof PushFacts;
export type Push = { [Type in PushType]: PushSource & { type: Type } & PushFacts[Type] }[PushType];

type Fields = Record<string, unknown>;

const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const nothing = () => ({});

/** Null: it lacks what it is for. */
const readers: { [Type in PushType]: (event: Fields, body: Fields) => PushFacts[Type] | null } = {
  QR: (_event, body) => {
    const image = pngImage(body.qrCodeBase64);
    return image === '' ? null : { image };
  },
  QRTimeout: nothing,
  PairSuccess: (event) => ({
    jid: text(event.ID),
    platform: text(event.Platform),
    businessName: text(event.BusinessName),
  }),
  PairError: (event) => ({ jid: text(event.ID) }),
  Connected: nothing,
  Disconnected: nothing,
  LoggedOut: (event) => ({ reason: number(event.Reason), onConnect: event.OnConnect === true }),
  ConnectFailure: (event) => ({ reason: number(event.Reason), message: text(event.Message) }),
  KeepAliveTimeout: nothing,
  KeepAliveRestored: nothing,
  TemporaryBan: (event) => {
    const nanoseconds = number(event.Expire);
    return { code: number(event.Code), expireMs: nanoseconds ? Math.round(nanoseconds / 1e6) : null };
  },
  StreamError: (event) => ({ code: text(event.Code) }),
  ClientOutdated: nothing,
};

/** The build of August 2025 writes "Logged Out". */
const loggedOutOf2025 = 'Logged Out';

/** All the types that say something of a session's life. */
export const pushTypes = Object.keys(readers) as PushType[];

/** Whether `signature` (header x-hmac-signature) is the lower-case hex HMAC-SHA256 of the exact body, by `key`. */
export function verifyPush(rawBody: Buffer, signature: string | undefined, key: string): boolean {
  if (key === '' || signature === undefined || !/^[0-9a-f]{64}$/.test(signature)) return false;
  return timingSafeEqual(Buffer.from(signature, 'hex'), createHmac('sha256', key).update(rawBody).digest());
}

/**
 * Reads a webhook's body, JSON or form. Other types than those of a session's life carry messages and keys: they
 * are dropped once their type is found, and nothing else of them is read. Never throws.
 */
export function parsePush(
  rawBody: Buffer,
  contentType: string | undefined,
): Push | { ignored: true; type: string } | { malformed: true } {
  const form = /x-www-form-urlencoded/i.test(contentType ?? '')
    ? new URLSearchParams(rawBody.toString('utf8'))
    : null;
  const json = form ? Buffer.from(form.get('jsonData') ?? '') : rawBody;
  try {
    const written = typeOf(json);
    if (written === null) return { malformed: true };
    const type = written === loggedOutOf2025 ? 'LoggedOut' : pushTypes.find((one) => one === written);
    if (type === undefined) return { ignored: true, type: written.slice(0, 64) };

    const body: unknown = JSON.parse(json.toString('utf8'));
    if (!isFields(body)) return { malformed: true };
    const facts = readers[type](isFields(body.event) ? body.event : {}, body);
    const userId = text(body.userID) || (form?.get('userID') ?? '');
    const token = text(body.token) || (form?.get('token') ?? '');
    if (facts === null || (userId === '' && token === '')) return { malformed: true };
    const bodyHash = createHash('sha256').update(rawBody).digest('hex');
    return { type, userId: userId || null, token: token || null, bodyHash, ...facts } as Push;
  } catch (error) {
    if (error instanceof SyntaxError) return { malformed: true };
    throw error;
  }
}

/** The value of the key `type`, without reading any other value; null when it is no text. */
function typeOf(json: Buffer): string | null {
  for (const { key, at } of members(json)) {
    if (key !== 'type') continue;
    const end = json.indexOf('"', at + 1);
    const value: unknown = JSON.parse(json.toString('utf8', at, end + 1));
    return typeof value === 'string' ? value : null;
  }
  return null;
}
