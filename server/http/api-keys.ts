/** Keys for programs: made, listed and revoked by admins. The key itself is shown once. */
import { Router } from 'express';
import { NewKeyBody, type ApiKey, type NewApiKey } from '../../contract/keys.ts';
import { listKeys, type ApiKeyRow } from '../../db/api-keys.ts';
import { ApiError } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { audited, note } from './audited.ts';
import { adminPerson, authenticated, callerOf } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { json, readBody } from './validate.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));

const presentKey = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  scopes: row.scopes,
  createdAt: iso(row.createdAt),
  expiresAt: isoOrNull(row.expiresAt),
  lastUsedAt: isoOrNull(row.lastUsedAt),
  owner: { id: row.userId, name: row.ownerName },
});

export function apiKeyRoutes({
  db,
  auth,
  audit,
  clock,
}: Pick<AppDeps, 'db' | 'auth' | 'audit' | 'clock'>): Router {
  const router = Router();
  const signedIn = authenticated(auth);

  resource(router, '/', {
    get: [
      signedIn,
      adminPerson,
      async (_request, response) => sendData(response, { keys: (await listKeys(db)).map(presentKey) }),
    ],
    post: [
      signedIn,
      audited(audit, 'key.create'),
      adminPerson,
      json,
      async (request, response) => {
        const body = readBody(NewKeyBody, request);
        const scopes = [...new Set(body.scopes)];
        const expiresAt = endOf(body.expiresAt ?? null, clock.now());
        note(response, { details: { name: body.name, scopes, expiresAt: isoOrNull(expiresAt) } });
        const userId = callerOf(request).userId;
        const { key, ...row } = await auth.keys.create({ userId, name: body.name, scopes, expiresAt });
        note(response, { details: { keyId: row.id } });
        const data: NewApiKey = { ...presentKey(row), key };
        sendData(response, data, { code: 201 });
      },
    ],
  });

  resource(router, '/:id', {
    delete: [
      signedIn,
      audited(audit, 'key.revoke'),
      adminPerson,
      async (request, response) => {
        const id = String(request.params.id);
        const revoked = /^[0-9a-f]{32}$/.test(id) ? await auth.keys.revoke(id) : null;
        if (!revoked) throw new ApiError(404, 'not_found', 'There is no such API key.');
        note(response, { details: { keyId: id, name: revoked.name } });
        sendData(response, { id });
      },
    ],
  });
  return router;
}

function endOf(given: string | null, now: number): number | null {
  if (given === null) return null;
  const end = Date.parse(given);
  if (end > now) return end;
  throw new ApiError(400, 'invalid_body', 'The body has mistakes.', {
    details: 'expiresAt: not in the future.',
  });
}
