/** What another application's token says of its person. */
import type { JWTPayload } from 'jose';
import type { Role } from '../../contract/words.ts';
import { AuthError } from './auth-error.ts';

export interface ForeignPerson {
  externalId: string;
  name: string;
  role: Role;
}

/** Where set, a foreign token must be made by this issuer, for this audience. */
export interface Bound {
  issuer: string | null;
  audience: string | null;
}

const foreignRoles = new Map<unknown, Role>([
  ['admin', 'admin'],
  ['super_admin', 'admin'],
  ['operator', 'operator'],
  ['viewer', 'viewer'],
]);

/** @throws AuthError forbidden when the person has no role that counts here */
export function foreignPerson(payload: JWTPayload, bound: Bound): ForeignPerson {
  if (bound.issuer !== null && payload.iss !== bound.issuer) {
    throw new AuthError('unauthorized', 'The token is of another issuer.');
  }
  if (bound.audience !== null && ![payload.aud].flat().includes(bound.audience)) {
    throw new AuthError('unauthorized', 'The token is for another audience.');
  }
  const id = payload.userId ?? payload.sub;
  const externalId = typeof id === 'number' ? String(id) : id;
  if (typeof externalId !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(externalId)) {
    throw new AuthError('unauthorized', 'The token names nobody.');
  }
  const role = foreignRoles.get(payload.role);
  if (!role) throw new AuthError('forbidden', 'The token has no role that counts here.');
  const called = [payload.name, payload.email].find((one) => typeof one === 'string' && one !== '');
  const name = String(called ?? externalId)
    .replaceAll('\0', '')
    .slice(0, 200);
  return { externalId, name, role };
}
