/** The people who may sign in. */
import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { Role } from '../../contract/words.ts';
import { insertUser, listUsers, type UserRow } from '../../db/users.ts';
import { hashPassword } from '../auth/passwords.ts';
import { ApiError, forbidden } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { authenticated, callerOf } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { json, readBody } from './validate.ts';

const NewUserBody = z.strictObject({
  email: z
    .string()
    .max(320)
    .transform((email) => email.trim().toLowerCase())
    .pipe(z.string().regex(/^[^\s@]+@[^\s@]+$/, 'not an e-mail address')),
  name: z.string().trim().min(1).max(200),
  role: Role,
  password: z.string().min(8).max(1_024),
});

const presentUser = (row: UserRow) => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  disabled: row.disabled,
  lastSeenAt: row.lastSeenAt === null ? null : new Date(row.lastSeenAt).toISOString(),
});

/** People, not keys: a key that could make admins would be an admin. */
const adminPerson: RequestHandler = (request, _response, next) => {
  const who = callerOf(request);
  if (who.kind !== 'user' || who.role !== 'admin') throw forbidden();
  next();
};

export function userRoutes(deps: AppDeps): Router {
  const router = Router();
  const admin = [authenticated(deps.auth), adminPerson];
  resource(router, '/', {
    get: [
      ...admin,
      async (_request, response) =>
        sendData(response, { users: (await listUsers(deps.db)).map(presentUser) }),
    ],
    post: [
      ...admin,
      json,
      async (request, response) => {
        const { password, ...person } = readBody(NewUserBody, request);
        const row = await insertUser(deps.db, { ...person, passwordHash: await hashPassword(password) });
        if (!row) throw new ApiError(409, 'email_taken', 'Somebody has this e-mail address already.');
        sendData(response, presentUser(row), { code: 201 });
      },
    ],
  });
  return router;
}
