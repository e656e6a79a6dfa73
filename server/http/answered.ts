/** What happens when a request is answered, also where its caller has left before. */
import type { Response } from 'express';
import type { Reason } from '../../contract/words.ts';

type Listener = (status: number, reason: Reason | null) => void;

const listeners = new WeakMap<Response, Listener>();

/** One listener for a request: it hears the first answer. */
export const onAnswered = (response: Response, listener: Listener): void =>
  void listeners.set(response, listener);

export function answered(response: Response, status: number, reason: Reason | null): void {
  const listener = listeners.get(response);
  listeners.delete(response);
  listener?.(status, reason);
}
