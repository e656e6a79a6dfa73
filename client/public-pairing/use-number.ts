import { useState } from 'react';
import type { CountryCode } from '../pairing/countries.ts';

export interface TypedNumber {
  typed: string;
  /** Null: none was chosen. */
  country: CountryCode | null;
}

/**
 * The number as its owner typed it, for as long as the page is open: codes end, ways change, and nobody types it twice.
 * `made`: the number that the code shown now is for.
 */
export function useNumber(made: string | undefined): [TypedNumber, (next: TypedNumber) => void] {
  const [last, setLast] = useState(made);
  const [draft, setDraft] = useState<TypedNumber | null>(null);
  // Whoever asked for it: its number stands there when it is over.
  if (made !== undefined && made !== last) {
    setLast(made);
    setDraft(null);
  }
  return [draft ?? { typed: last === undefined ? '' : `+${last}`, country: null }, setDraft];
}
