/** A WhatsApp number from a JID, grouped for reading. It knows few countries' rules: a list of all of them is large. */

/** `6280000000142:12@s.whatsapp.net` → `6280000000142`. */
export const digitsOf = (jid: string): string => /^\d+/.exec(jid)?.[0] ?? '';

const twoDigitCodes = /^(20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** `6280000000142` → `+62 800 0000 0142`; country codes have one, two or three digits (ITU E.164). */
export function readableNumber(jid: string): string {
  const digits = digitsOf(jid);
  if (digits === '') return jid;
  const codeLength = /^[17]/.test(digits) ? 1 : twoDigitCodes.test(digits) ? 2 : 3;
  const rest = digits.slice(codeLength);
  // North America's ten: 202 555 0123.
  if (codeLength === 1 && digits.startsWith('1') && rest.length === 10) {
    return `+1 ${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`;
  }
  const groups = [rest.slice(0, 3), ...(rest.slice(3).match(/.{1,4}/g) ?? [])];
  const last = groups.at(-1);
  // A lone last digit reads badly: it joins the group before it.
  if (groups.length > 2 && last && last.length < 3) groups.splice(-2, 2, `${groups.at(-2)}${last}`);
  return `+${digits.slice(0, codeLength)} ${groups.join(' ')}`;
}
