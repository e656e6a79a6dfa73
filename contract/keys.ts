/** API keys: for programs, with the rights of the admin who made them, narrowed by scopes. */
import { z } from 'zod';
import { Instant } from './words.ts';

export const scopes = ['sessions:read', 'sessions:qr', 'sessions:act', 'sessions:manage'] as const;
export const Scope = z.enum(scopes);
export type Scope = z.infer<typeof Scope>;

/** Every key begins so: it can be found where it should not be. */
export const keyPrefix = 'hgk_';

export const NewKeyBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  scopes: z.array(Scope).min(1).max(scopes.length),
  /** Left out or null: until it is revoked. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
});

export const ApiKey = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** How it begins, `hgk_` and four characters: to tell keys apart. Null for one from before this was kept. */
  hint: z.string().nullable(),
  scopes: z.array(Scope),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  /** To the minute. */
  lastUsedAt: Instant.nullable(),
  /** Whose rights it has. */
  owner: z.strictObject({ id: z.string(), name: z.string() }),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeysData = z.strictObject({ keys: z.array(ApiKey) });

/** The only time that the key itself is shown. */
export const NewApiKey = ApiKey.extend({ key: z.string() });
export type NewApiKey = z.infer<typeof NewApiKey>;
