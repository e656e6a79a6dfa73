/** For tests: what answers are held against. */
import { expect } from 'vitest';

export const words = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;
export const partly = (some: object) => expect.objectContaining(some) as unknown;
export const listOf = (some: object) => expect.arrayContaining([partly(some)]) as unknown;
export const png = words(/^data:image\/png;base64,/);
export const text = expect.any(String) as unknown;
export const hex = words(/^[0-9a-f]{32}$/);
/** Of the session `online`. */
export const onlineJid = words(/^6289668176764:\d+@s\.whatsapp\.net$/);

export const noSession = { code: 404, reason: 'session_not_found', error: 'Session not found' } as const;
export const unauthorized = { code: 401, reason: 'unauthorized', error: 'Unauthorized' } as const;
