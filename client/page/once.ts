import { useRef } from 'react';
import { newKey } from '../../sdk/new-key.ts';
import { isRefusal } from '../api/refusal.ts';

/**
 * Sends with an Idempotency-Key: whoever asks for the same again after a lost answer gets the first one's. `what`
 * tells one asking from another, body and all; it stays in this page.
 */
export function useOnce() {
  const open = useRef<{ what: string; key: string } | null>(null);
  return async <T>(what: unknown, call: (idempotencyKey: string) => Promise<T>): Promise<T> => {
    const said = JSON.stringify(what);
    if (open.current?.what !== said) open.current = { what: said, key: newKey() };
    try {
      const answer = await call(open.current.key);
      open.current = null;
      return answer;
    } catch (error) {
      if (isRefusal(error) && error.status !== 0) open.current = null;
      throw error;
    }
  };
}
