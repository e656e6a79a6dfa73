/** Names in the order people expect: numbers by their size, capitals beside small letters. Pure. */
import type { SessionState } from '../../contract/session.ts';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
export const compareNames = collator.compare;

/** Signs in the order in which collation has them (CLDR's root): after the space, before digits and letters. */
const signs = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';
const afterSpace = 0x21;
const codeOf = new Map([...signs].map((sign, place) => [sign, String.fromCharCode(afterSpace + place)]));
/** A number begins with how long it is, in a code between those of signs and letters. */
const lengthCode = 0x40;
const mostDigits = 0x20;
/** Languages whose plain letters stand in the order of their codes. */
const plainLetters = /^(en|id)(-[A-Z]{2}|-\d{3})?$/.test(collator.resolvedOptions().locale);

/**
 * A key that compares by its codes as the name does by collation, which takes ten times as long; null where only
 * collation knows: other letters than the plain ones, or a number too long.
 */
export function sortKey(name: string): string | null {
  if (!plainLetters) return null;
  let known = true;
  const key = name.toLowerCase().replace(/\d+|[^a-z0-9 ]/g, (part) => {
    const sign = codeOf.get(part);
    if (sign !== undefined) return sign;
    if (!/^\d/.test(part)) known = false;
    const number = part.startsWith('0') ? part.replace(/^0+(?=\d)/, '') : part;
    known &&= number.length < mostDigits;
    return String.fromCharCode(lengthCode + number.length) + number;
  });
  return known ? key : null;
}

interface Named {
  at: number;
  name: string;
  id: string;
  key: string | null;
}

const byName = (a: Named, b: Named) => {
  const order =
    a.key === null || b.key === null
      ? compareNames(a.name, b.name)
      : a.key < b.key
        ? -1
        : Number(a.key > b.key);
  return order || (a.id < b.id ? -1 : 1);
};

/**
 * Names seldom change and thousands of them take long to compare: their order is kept, and made anew when a name or
 * a session is another. What is told of stands in the same places each time, so no name has to be looked up.
 */
export function createNameOrder() {
  let known: readonly SessionState[] = [];
  let order: number[] = [];
  let keys = new Map<string, string | null>();
  return (sessions: readonly SessionState[]): SessionState[] => {
    const same = (state: SessionState, at: number) =>
      state === known[at] || (state.id === known[at]?.id && state.name === known[at].name);
    if (sessions.length !== known.length || !sessions.every(same)) {
      const before = keys;
      keys = new Map();
      const keyOf = (name: string) => {
        const key = before.get(name) ?? sortKey(name);
        keys.set(name, key);
        return key;
      };
      order = sessions
        .map(({ name, id }, at): Named => ({ at, name, id, key: keyOf(name) }))
        .sort(byName)
        .map(({ at }) => at);
    }
    known = sessions;
    return order.map((at) => sessions[at]!);
  };
}
