/** The people who may sign in, and their own logins. */
import { z } from 'zod';
import { Instant, Role } from './words.ts';

/** A password that somebody chooses; those of old may be shorter. */
export const shortestPassword = 10;
export const NewPassword = z.string().min(shortestPassword).max(1_024);

export const Email = z
  .string()
  .max(320)
  .transform((email) => email.trim().toLowerCase())
  .pipe(z.string().regex(/^[^\s@]+@[^\s@]+$/, 'not an e-mail address'));

const PersonName = z.string().trim().min(1).max(200);

export const NewUserBody = z.strictObject({
  email: Email,
  name: PersonName,
  role: Role,
  password: NewPassword,
  disabled: z.boolean().default(false),
});

/** What is left out stays as it is. */
export const UserPatch = z.strictObject({
  email: Email.optional(),
  name: PersonName.optional(),
  role: Role.optional(),
  password: NewPassword.optional(),
  disabled: z.boolean().optional(),
});
export type UserPatch = z.infer<typeof UserPatch>;

/** `email` is null for people whom another application's token introduced. */
export const Person = z.strictObject({
  id: z.string(),
  email: z.string().nullable(),
  name: z.string(),
  role: Role,
  disabled: z.boolean(),
  lastSeenAt: Instant.nullable(),
});
export type Person = z.infer<typeof Person>;
export const PeopleData = z.strictObject({ users: z.array(Person) });

/** What DELETE answers, of people, logins and keys. */
export const GoneData = z.strictObject({ id: z.string() });

export const PasswordBody = z.strictObject({ current: z.string().min(1).max(1_024), new: NewPassword });

/** One browser that stays signed in. */
export const LoginRecord = z.strictObject({
  id: z.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** The one that asks, if it brings its cookie. */
  current: z.boolean(),
});
export type LoginRecord = z.infer<typeof LoginRecord>;
export const LoginsData = z.array(LoginRecord);
