/** Signing in, staying signed in, one's own password and logins. */
import { z } from 'zod';
import { GoneData, LoginsData, PasswordBody } from '../people.ts';
import { LoginBody, LoginData, User } from '../rest.ts';
import type { Operation } from './operation.ts';

const tag = 'Account';

export const accountOperations: Operation[] = [
  {
    id: 'login',
    method: 'post',
    path: '/api/auth/login',
    tag,
    summary: 'Sign in',
    description: 'Sets the refresh cookie too, which is HttpOnly and sent to /api/auth alone.',
    who: 'anyone',
    body: LoginBody,
    data: LoginData,
    refusals: { 401: ['unauthorized'], 429: ['rate_limited'] },
  },
  {
    id: 'refresh',
    method: 'post',
    path: '/api/auth/refresh',
    tag,
    summary: 'A new access token for the refresh cookie',
    description: 'The cookie changes each time. One that was used before ends its login.',
    who: 'anyone',
    data: LoginData,
    refusals: { 401: ['unauthorized', 'token_expired'] },
  },
  {
    id: 'signOut',
    method: 'post',
    path: '/api/auth/logout',
    tag,
    summary: 'Sign out here',
    who: 'anyone',
    data: z.strictObject({ message: z.string() }),
  },
  {
    id: 'me',
    method: 'get',
    path: '/api/auth/me',
    tag,
    summary: 'Who the token is for',
    who: 'signedIn',
    data: User,
  },
  {
    id: 'changePassword',
    method: 'post',
    path: '/api/auth/password',
    tag,
    summary: 'Change the own password',
    description: 'Ends all other logins. Not for people of other applications.',
    who: 'person',
    body: PasswordBody,
    data: LoginData,
    refusals: { 429: ['rate_limited'] },
  },
  {
    id: 'listLogins',
    method: 'get',
    path: '/api/auth/sessions',
    tag,
    summary: 'The own logins',
    who: 'person',
    data: LoginsData,
  },
  {
    id: 'endLogin',
    method: 'delete',
    path: '/api/auth/sessions/{id}',
    tag,
    summary: 'End one of the own logins',
    who: 'person',
    data: GoneData,
  },
];
