import type { Scope } from '../../contract/keys.ts';

/** The name of each scope's words. */
export const scopeWord = {
  'sessions:read': 'read',
  'sessions:qr': 'qr',
  'sessions:act': 'act',
  'sessions:manage': 'manage',
} as const satisfies Record<Scope, string>;
export const scopesInOrder = Object.keys(scopeWord) as Scope[];
