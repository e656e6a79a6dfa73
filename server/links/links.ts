/**
 * One-time pairing links: whoever has one sees one session's code, may start its pairing three times, and nothing
 * else. A link may what its maker may, for as long as its maker may, and ends when the session gets online.
 */
import { createHash, randomBytes } from 'node:crypto';
import { linkHolder } from '../../contract/link-holder.ts';
import type { Db } from '../../db/database.ts';
import {
  dropOldLinks,
  findOpenLink,
  insertLink,
  openLinks,
  revokeLink,
  useLinks,
  type PairingLinkRow,
} from '../../db/pairing-links.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { mayAct, maySeeCodes, type Identity } from '../auth/identity.ts';
import type { Log } from '../observability/log.ts';
import type { Known } from '../sessions/known.ts';
import type { LinkNews } from './link-news.ts';
import { LinkEnded } from './link-ended.ts';

export interface Admitted {
  who: Identity;
  sessionName: string;
  /** A display name, never an address. */
  askedBy: string;
  /** ms */
  expiresAt: number;
}

export interface Links {
  /** The token is in the answer and nowhere else. */
  create(
    sessionId: string,
    by: Identity,
    lifeMs: number,
  ): Promise<{ id: string; token: string; expiresAt: number }>;
  /** Open ones, of one session or of all. */
  open(sessionId?: string): Promise<PairingLinkRow[]>;
  /** False when the session has no such open link. */
  revoke(sessionId: string, id: string): Promise<boolean>;
  /** Who comes with this token. @throws LinkEnded */
  admit(token: string): Promise<Admitted>;
  /** The link, still open, and its maker still entitled. @throws LinkEnded */
  living(id: string): Promise<PairingLinkRow & { session: SessionRow }>;
  /** Hears the id of each link in use here that ended before its time. */
  onEnded(listener: (id: string) => void): () => void;
  stop(): Promise<void>;
}

/** How long the end of a link that another node ended may go unseen. */
const recheckMs = 10_000;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export const displayName = (name: string) => name.split('@')[0] || 'An admin';

export function createLinks(deps: {
  db: Db;
  known: Known;
  news: LinkNews;
  log: Log;
  recheckMs?: number;
}): Links {
  const { db, known, log } = deps;
  /** Those that somebody here came with: link → its session. */
  const inUse = new Map<string, string>();
  const listeners = new Set<(id: string) => void>();
  let pending = Promise.resolve();

  function end(id: string): void {
    if (!inUse.delete(id)) return;
    for (const listener of listeners) listener(id);
  }
  const endOf = (sessionId: string) => {
    for (const [id, session] of inUse) if (session === sessionId) end(id);
  };

  function entitled(link: PairingLinkRow): SessionRow | null {
    const session = known.get(link.sessionId);
    const { userId, name, role, disabled } = link.by;
    const maker: Identity = { kind: 'user', userId, name, role, scopes: null, gen: 0, expiresAt: null };
    if (!session || disabled || !mayAct(maker, session) || !maySeeCodes(maker, session)) return null;
    return session;
  }

  async function recheck(): Promise<void> {
    const ids = [...inUse.keys()];
    if (ids.length === 0) return;
    const living = new Set((await openLinks(db, { ids })).filter(entitled).map(({ id }) => id));
    for (const id of ids) if (!living.has(id)) end(id);
  }

  /** One after the other; a fault is left to the next round. */
  function soon(work: () => Promise<void>): void {
    pending = pending.then(work).catch((error: unknown) => {
      log.warn({ err: error }, 'pairing links could not be read or written');
    });
  }

  let online = new Set<string>();
  const stops = [
    deps.news({
      online(sessionId) {
        // The news itself goes out first: the page shows that it worked.
        queueMicrotask(() => endOf(sessionId));
        online.add(sessionId);
        if (online.size > 1) return;
        soon(async () => {
          const ids = [...online];
          online = new Set();
          await useLinks(db, ids);
        });
      },
      removed: endOf,
      rightsMoved: () => soon(recheck),
    }),
  ];
  const again = setInterval(() => soon(recheck), deps.recheckMs ?? recheckMs);
  stops.push(() => clearInterval(again));

  return {
    async create(sessionId, by, lifeMs) {
      await dropOldLinks(db);
      const token = randomBytes(32).toString('base64url');
      const id = randomBytes(16).toString('hex');
      const keyId = by.kind === 'key' ? (by.credentialId ?? null) : null;
      const row = { id, sessionId, tokenHash: hashOf(token), userId: by.userId, keyId, lifeMs };
      return { id, token, expiresAt: await insertLink(db, row) };
    },
    open: (sessionId) => openLinks(db, { sessionId }),
    async revoke(sessionId, id) {
      const revoked = await revokeLink(db, sessionId, id);
      if (revoked) end(id);
      return revoked;
    },
    async admit(token) {
      const link = await findOpenLink(db, hashOf(token));
      const session = link && entitled(link);
      if (!session) throw new LinkEnded();
      inUse.set(link.id, session.id);
      const askedBy = displayName(link.by.name);
      const who: Identity = {
        kind: 'link',
        userId: `link:${link.id}`,
        name: linkHolder(askedBy),
        role: 'operator',
        scopes: null,
        gen: 0,
        sessionId: session.id,
        credentialId: link.id,
        expiresAt: link.expiresAt,
      };
      return { who, sessionName: session.name, askedBy, expiresAt: link.expiresAt };
    },
    async living(id) {
      const [link] = await openLinks(db, { ids: [id] });
      const session = link && entitled(link);
      if (!session) throw new LinkEnded();
      return { ...link, session };
    },
    onEnded(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stop() {
      for (const stop of stops) stop();
      await pending;
    },
  };
}
