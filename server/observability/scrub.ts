/** Keeps secrets out of the log: by the name of a field, and by the look of a text. */

const secretNames =
  /^(.*token|authorization|(set-)?cookies?|.*password|.*secret|.*secretkey|.*accesskey|.*apikey|.*hmac.*key|encryptionkey|qr|qrcode|qr_code|qrcodebase64|image|linkingcode|pairingcode|proxyurl|proxy_url|connectionstring|databaseurl)$/i;
const hidden = '[hidden]';
/** Deeper than this nothing is logged: whatever is that deep was not made for the log. */
const maxDepth = 6;

/** Texts that give something away wherever they stand: images, JWTs, our keys, a URL's password, pairing codes. */
const secretTexts: [RegExp, string][] = [
  [/data:image\/[a-z+.-]+;base64,[A-Za-z0-9+/=]*/g, hidden],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, hidden],
  [/\bhgk_[\w-]+/g, hidden],
  [/\bBearer [^\s"\\]+/gi, `Bearer ${hidden}`],
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@"\\]+@/gi, `$1${hidden}@`],
  [/\b[A-Z0-9]{4}-[A-Z0-9]{4}\b(?!-)/g, hidden],
];

/** A line as it goes out, with whatever looks like a secret taken out of it. */
export const scrubText = (text: string): string =>
  secretTexts.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);

/** A copy for the log; values of fields that are named like secrets are hidden, errors are told shortly. */
export function scrub(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return errorForLog(value, depth);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.map((one) => scrub(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      secretNames.test(name) && one !== null && one !== undefined ? hidden : scrub(one, depth + 1),
    ]),
  );
}

/** What an error says, where it came from and why: never its request or its configuration, which have headers. */
function errorForLog(error: Error, depth: number): Record<string, unknown> {
  const { code, reason, status } = error as Error & Record<'code' | 'reason' | 'status', unknown>;
  const brief = Object.entries({ code, reason, status }).filter(([, one]) =>
    ['string', 'number'].includes(typeof one),
  );
  return {
    type: error.name,
    message: error.message,
    ...Object.fromEntries(brief),
    stack: error.stack,
    ...(error.cause === undefined || depth >= maxDepth ? {} : { cause: scrub(error.cause, depth + 1) }),
  };
}
