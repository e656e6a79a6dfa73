/** The people who may sign in. */
import { Router, type Request } from 'express';
import { NewUserBody, UserPatch, type Person } from '../../contract/people.ts';
import { changeUser, removeUser, type Refused } from '../../db/user-changes.ts';
import { findUsers, insertUser, listUsers, type UserRow } from '../../db/users.ts';
import { hashPassword } from '../auth/passwords.ts';
import { ApiError } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { audited, note } from './audited.ts';
import { adminPerson, authenticated } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { json, readBody } from './validate.ts';

const presentUser = (row: UserRow): Person => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  disabled: row.disabled,
  lastSeenAt: row.lastSeenAt === null ? null : new Date(row.lastSeenAt).toISOString(),
});

const noSuchUser = () => new ApiError(404, 'not_found', 'There is no such user.');
const emailTaken = () => new ApiError(409, 'email_taken', 'Somebody has this e-mail address already.');
const lastAdmin = () =>
  new ApiError(409, 'last_admin', 'This is the last admin.', {
    details: 'Make somebody else an admin first.',
  });

export function userRoutes({ db, auth, audit }: Pick<AppDeps, 'db' | 'auth' | 'audit'>): Router {
  const router = Router();
  const signedIn = authenticated(auth);

  resource(router, '/', {
    get: [
      signedIn,
      adminPerson,
      async (_request, response) => sendData(response, { users: (await listUsers(db)).map(presentUser) }),
    ],
    post: [
      signedIn,
      audited(audit, 'user.create'),
      adminPerson,
      json,
      async (request, response) => {
        const { password, ...wanted } = readBody(NewUserBody, request);
        note(response, { details: { name: wanted.name, email: wanted.email, role: wanted.role } });
        const row = await insertUser(db, { ...wanted, passwordHash: await hashPassword(password) });
        if (!row) throw emailTaken();
        note(response, { details: { userId: row.id } });
        sendData(response, presentUser(row), { code: 201 });
      },
    ],
  });

  resource(router, '/:id', {
    patch: [
      signedIn,
      audited(audit, 'user.update'),
      adminPerson,
      json,
      async (request, response) => {
        const id = idOf(request);
        const { password, ...patch } = readBody(UserPatch, request);
        const changed = [...Object.keys(patch), ...(password === undefined ? [] : ['password'])];
        note(response, { details: { userId: id, changed } });
        const [row] = await findUsers(db, [id]);
        if (!row) throw noSuchUser();
        if (row.externalId !== null) refuseForeignPatch({ ...patch, password });
        const passwordHash = password === undefined ? undefined : await hashPassword(password);
        const { before, after } = unlessRefused(await changeUser(db, id, { ...patch, passwordHash }));
        note(response, { details: { name: after.name, ...moved(before, after) } });
        if (after.gen !== before.gen) auth.revoke(id);
        else auth.forget(id);
        sendData(response, presentUser(after));
      },
    ],
    delete: [
      signedIn,
      audited(audit, 'user.delete'),
      adminPerson,
      async (request, response) => {
        const id = idOf(request);
        note(response, { details: { userId: id } });
        const { before } = unlessRefused(await removeUser(db, id));
        note(response, { details: { name: before.name, email: before.email } });
        auth.revoke(id);
        sendData(response, { id });
      },
    ],
  });
  return router;
}

/** Ids of other applications' people may be long. */
function idOf(request: Request): string {
  const id = String(request.params.id);
  if (!/^[\x21-\x7e]{1,204}$/.test(id)) throw noSuchUser();
  return id;
}

function unlessRefused<T>(result: T | Refused): T {
  if (typeof result !== 'object' || result === null || !('refused' in result)) return result as T;
  if (result.refused === 'gone') throw noSuchUser();
  throw result.refused === 'last_admin' ? lastAdmin() : emailTaken();
}

/** Their own application decides all of it, with each token; whether they may come here is decided here. */
function refuseForeignPatch({ disabled: _disabled, ...rest }: Record<string, unknown>): void {
  const fields = Object.keys(rest).filter((key) => rest[key] !== undefined);
  if (fields.length === 0) return;
  throw new ApiError(400, 'invalid_body', 'This person signs in through another application.', {
    details: `That application decides ${fields.join(', ')}. Only "disabled" can be changed here.`,
  });
}

/** For the audit: what became of role and disabled. */
function moved(before: UserRow, after: UserRow): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const key of ['role', 'disabled', 'email'] as const) {
    if (before[key] !== after[key]) changes[key] = { from: before[key], to: after[key] };
  }
  return changes;
}
