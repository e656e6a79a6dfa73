/** What an answer of the server said when it said no. */
import { HeliographError } from '../../sdk/heliograph-error.ts';

export type Refusal = HeliographError;

export const isRefusal = (error: unknown): error is Refusal => error instanceof HeliographError;
