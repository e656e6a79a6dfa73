/** For tests: sessions in a database of their own. */
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createCipher } from './cipher.ts';
import { migrate, openDatabase } from './database.ts';
import { noSettings } from './session-row.ts';
import { createSessionStore, type NewSession } from './sessions.ts';
import { testDatabase } from './testing.ts';

export const cipher = createCipher(randomBytes(32));

/** A migrated database and a store in it; both end with the test. */
export async function testStore(upstream = 'service') {
  const home = await testDatabase();
  const { db, pool, close } = openDatabase(home.connectionString);
  onTestFinished(async () => {
    await close();
    await home.drop();
  });
  await migrate(db);
  return {
    db,
    pool,
    store: createSessionStore(db, cipher, upstream),
    connectionString: home.connectionString,
  };
}

/** A session that is down and was never anything else. */
export function newSession(id: string, over: Partial<NewSession> = {}): NewSession {
  const now = Date.now();
  return {
    ...noSettings,
    id,
    name: `Session ${id}`,
    ownerId: null,
    token: `token of ${id}`,
    phase: 'offline',
    phaseSince: now,
    connected: false,
    loggedIn: false,
    jid: null,
    lastJid: null,
    scannedAt: null,
    qr: null,
    pairingCode: null,
    pairing: null,
    cause: null,
    desired: 'offline',
    desiredBy: null,
    offlineDue: false,
    connecting: null,
    fallenSince: null,
    paired: 'no',
    eventsUp: null,
    eventsOwed: false,
    recovery: null,
    staleCode: null,
    quietUntil: null,
    observedAt: now,
    observedBy: 'sweep',
    ...over,
  };
}
