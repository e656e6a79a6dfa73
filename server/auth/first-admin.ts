/** The admin without whom nobody could sign in to a new installation. */
import type { Db } from '../../db/database.ts';
import { lockAdmins } from '../../db/user-changes.ts';
import { countAdmins, insertUser } from '../../db/users.ts';
import { generatePassword, hashPassword } from './passwords.ts';

export interface FirstAdmin {
  email: string;
  /** To be printed once, and nowhere else; null when the configuration gave the password. */
  generatedPassword: string | null;
}

/** Null when there is an admin already. */
export async function ensureFirstAdmin(
  db: Db,
  wanted: { email: string; password: string | null },
): Promise<FirstAdmin | null> {
  const generated = wanted.password === null ? generatePassword() : null;
  return db.transaction().execute(async (transaction) => {
    // Two gateways that start at once make one admin.
    await lockAdmins(transaction);
    if ((await countAdmins(transaction)) > 0) return null;
    const passwordHash = await hashPassword(wanted.password ?? generated ?? '');
    const admin = await insertUser(transaction, {
      email: wanted.email,
      name: 'Admin',
      role: 'admin',
      passwordHash,
    });
    if (!admin)
      throw new Error(`There is no admin, and ${wanted.email} is somebody else: name another ADMIN_EMAIL.`);
    return { email: wanted.email, generatedPassword: generated };
  });
}
