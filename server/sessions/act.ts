/**
 * The only door through which anything at the service changes, for people and for the gateway alike. Always in this
 * order: store the wish, take the session's action row, read state and wish again, ask permit, call, look, answer.
 */
import type { ConnectData } from '../../contract/actions.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { SessionStore } from '../../db/sessions.ts';
import type { Writer } from '../upstream/write.ts';
import { createRunner, type RunDeps } from './act-run.ts';
import {
  disconnectAnswer,
  disconnectFailed,
  logoutRefusal,
  pairPhoneRefusal,
  seedDetails,
} from './act-words.ts';
import { gatewayActor, sessionNotFound, type Actor, type Answer } from './answer.ts';
import type { Committer } from './commit.ts';
import { eventWords } from './present.ts';
import { internalTrouble } from './refusals.ts';
import { wantedUpstream } from './subscriptions.ts';
import { upstreamTrouble } from './upstream-trouble.ts';

type Done = { message: string; details: string };

export interface Actions {
  /** `events`: what the admin subscribes to from now on; none or empty: what was chosen before. */
  connect(id: string, input: { events?: string[] }, by: Actor): Promise<Answer<ConnectData>>;
  /** For the gateway's own recovery: connects only if that is wished still; changes no wish. */
  reconnect(id: string, by: Actor): Promise<Answer<ConnectData>>;
  /** `phone`: digits, international. */
  pairPhone(id: string, phone: string, by: Actor): Promise<Answer<{ LinkingCode: string }>>;
  disconnect(id: string, by: Actor): Promise<Answer<Done>>;
  logout(id: string, by: Actor): Promise<Answer<Done>>;
  /** Carries out a wish to be offline that had to wait: a scan after all, or a drop that healed. */
  carryOutOffline(id: string): Promise<void>;
  /** Turns on the events of a session that was connected without any. */
  giveEvents(id: string): Promise<void>;
}

export interface ActDeps extends RunDeps {
  writer: Writer;
  store: SessionStore;
  committer: Committer;
  /** The service's global webhook comes here. */
  pushed: boolean;
  /** Whoever connects is looking: the pairing is not idle. */
  looksAt?: (id: string, by: Actor) => Promise<void>;
}

export function createActions(deps: ActDeps): Actions {
  const { writer, known, committer, clock } = deps;
  const { run, attempt, readAgain } = createRunner(deps);

  const wish = (id: string, desired: 'online' | 'offline', by: Actor) =>
    committer.observe(id, { kind: 'wish', desired, by: by.name, why: 'by_admin' }, { actor: by.name });

  async function chooseEvents(id: string, events: string[] | undefined): Promise<void> {
    if (!events || events.length === 0 || known.get(id)?.events === events.join(',')) return;
    const changed = await deps.store.changeSettings(id, { events: events.join(',') });
    if (changed) deps.tail.offer([changed]);
  }

  const connected = (row: SessionRow): Answer<ConnectData> => ({
    ok: true,
    data: {
      details: 'Connected!',
      events: eventWords(row.events),
      jid: row.jid ?? '',
      webhook: row.webhook,
    },
  });

  async function disconnectNow(id: string, by: Actor, patienceMs?: number): Promise<Answer<Done>> {
    return run(id, 'disconnect', by, {
      patienceMs,
      async call(row) {
        const done = await attempt(() => writer.disconnect(row.token));
        const says = done.ok ? '' : done.error.says;
        const gone = says.includes('no session');
        const drops = says.includes('cannot disconnect because it is not logged in');
        if (done.ok || gone || done.error.mayHaveHappened) {
          const unsure = !done.ok && !gone;
          await committer.observe(id, { kind: 'disconnect-sent', unsure }, { actor: by.name });
        }
        await readAgain(id);
        if (done.ok || gone) return disconnectAnswer(known.get(id) ?? row, 'offline');
        if (drops) return disconnectAnswer(row, 'when-it-heals');
        return disconnectFailed(done.error);
      },
      settled: disconnectAnswer,
      unreadable: disconnectFailed,
    });
  }

  function connectNow(id: string, by: Actor): Promise<Answer<ConnectData>> {
    return run(id, 'connect', by, {
      async call(row, quietly) {
        const subscribe = quietly ? [] : wantedUpstream(row.events, deps.pushed);
        const sentAt = clock.now();
        const done = await attempt(() => writer.connect(row.token, { subscribe, immediate: true }));
        // "already connected": the socket is up, and this call's events were ignored.
        if (done.ok ? !done.value.already : done.error.mayHaveHappened) {
          const sent = { kind: 'connect-sent', sentAt, quietly, unsure: !done.ok } as const;
          await committer.observe(id, sent, { actor: by.name });
        }
        await readAgain(id);
        if (!done.ok) return { ok: false, ...upstreamTrouble(done.error) };
        return connected(known.get(id) ?? row);
      },
      settled: connected,
      unreadable: (error) => ({ ok: false, ...upstreamTrouble(error) }),
    });
  }

  return {
    async connect(id, { events }, by) {
      if (!known.get(id)) return sessionNotFound;
      await chooseEvents(id, events);
      await deps.looksAt?.(id, by);
      await wish(id, 'online', by);
      return connectNow(id, by);
    },

    reconnect: (id, by) => (known.get(id) ? connectNow(id, by) : Promise.resolve(sessionNotFound)),

    async pairPhone(id, phone, by) {
      if (!known.get(id)) return sessionNotFound;
      return run(id, 'pairphone', by, {
        async call(row) {
          const done = await attempt(() => writer.pairPhone(row.token, phone));
          if (!done.ok) return pairPhoneRefusal(done.error);
          const code = done.value.linkingCode;
          await committer.observe(id, { kind: 'pairing-code', code, phone }, { actor: by.name });
          return { ok: true, data: { LinkingCode: code } };
        },
        settled: () => internalTrouble,
        unreadable: (error) => ({ ok: false, ...upstreamTrouble(error) }),
      });
    },

    async disconnect(id, by) {
      if (!known.get(id)) return sessionNotFound;
      await wish(id, 'offline', by);
      return disconnectNow(id, by);
    },

    async logout(id, by) {
      if (!known.get(id)) return sessionNotFound;
      return run(id, 'logout', by, {
        async call(row) {
          const done = await attempt(() => writer.logout(row.token));
          if (!done.ok) {
            if (done.error.mayHaveHappened)
              await committer.observe(id, { kind: 'disconnect-sent', unsure: true });
            await readAgain(id);
            return logoutRefusal(done.error);
          }
          await committer.observe(id, { kind: 'logged-out', by: by.name }, { actor: by.name });
          await readAgain(id);
          return { ok: true, data: seedDetails.loggedOut };
        },
        settled: () => internalTrouble,
        unreadable: (error) => ({ ok: false, ...upstreamTrouble(error) }),
      });
    },

    async carryOutOffline(id) {
      const row = known.get(id);
      if (!row?.offlineDue || !row.connected || !row.loggedIn) return;
      // Whoever wished it is told of as who did it; and whoever acts just now may be doing it already.
      await disconnectNow(id, { ...gatewayActor, name: row.desiredBy ?? gatewayActor.name }, 0);
    },

    async giveEvents(id) {
      const held = await deps.rows.claim({
        sessionId: id,
        kind: 'events',
        actor: gatewayActor.id,
        patienceMs: 0,
      });
      if (!held) return;
      let status = 500;
      try {
        status = await giveEventsNow(id, held.stillHeld);
      } finally {
        await held.finish({ status, body: null });
      }
    },
  };

  /** Answers the HTTP status that the action's row keeps. */
  async function giveEventsNow(id: string, stillHeld: () => Promise<boolean>): Promise<number> {
    const { row, error } = await readAgain(id);
    const due = row?.eventsOwed && row.connected && row.loggedIn && !error;
    if (!due || !(await stillHeld())) return 409;
    const events = wantedUpstream(row.events, deps.pushed);
    const done = await attempt(() => writer.setWebhook(row.token, { url: row.webhook, events }));
    if (!done.ok) return 502;
    await committer.observe(id, { kind: 'events-given' });
    return 200;
  }
}
