/**
 * The only door through which anything at the service changes, for people and for the gateway alike. Always in this
 * order: store the wish, take the session's action row, read state and wish again, ask permit, call, look, answer.
 */
import type { ConnectData } from '../../contract/actions.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { SessionStore } from '../../db/sessions.ts';
import type { Writer } from '../upstream/write.ts';
import { createRunner, type RunDeps } from './act-run.ts';
import { disconnectAnswer, disconnectFailed, pairPhoneRefusal, seedDetails } from './act-words.ts';
import { gatewayActor, sessionNotFound, type Actor, type Answer } from './answer.ts';
import type { Committer } from './commit.ts';
import { upstreamTrouble } from './look.ts';
import { eventWords } from './present.ts';
import { internalTrouble } from './refusals.ts';
import { wantedUpstream } from './subscriptions.ts';

export interface Actions {
  connect(id: string, input: { events?: string[] }, by: Actor): Promise<Answer<ConnectData>>;
  pairPhone(id: string, phone: string, by: Actor): Promise<Answer<{ LinkingCode: string }>>;
  disconnect(id: string, by: Actor): Promise<Answer<{ message: string; details: string }>>;
  logout(id: string, by: Actor): Promise<Answer<{ message: string; details: string }>>;
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
}

export function createActions(deps: ActDeps): Actions {
  const { writer, known, committer, clock } = deps;
  const { run, attempt, readAgain } = createRunner(deps);

  return {
    async connect(id, { events }, by) {
      if (!known.get(id)) return sessionNotFound;
      if (events && events.length > 0) {
        const changed = await deps.store.changeSettings(id, { events: events.join(',') });
        if (changed) deps.tail.offer([changed]);
      }
      await committer.observe(
        id,
        { kind: 'wish', desired: 'online', by: by.name, why: 'by_admin' },
        { actor: by.name },
      );
      const connected = (row: SessionRow): Answer<ConnectData> => ({
        ok: true,
        data: {
          details: 'Connected!',
          events: eventWords(row.events),
          jid: row.jid ?? '',
          webhook: row.webhook,
        },
      });
      return run(
        id,
        'connect',
        by,
        async (row) => {
          const quietly = row.proxyEnabled;
          const subscribe = quietly ? [] : wantedUpstream(row.events, deps.pushed);
          const sentAt = clock.now();
          const done = await attempt(() => writer.connect(row.token, { subscribe, immediate: true }));
          // "already connected": the socket is up, and this call's events were ignored.
          if (done.ok ? !done.value.already : done.error.mayHaveHappened) {
            await committer.observe(id, { kind: 'connect-sent', sentAt, quietly }, { actor: by.name });
          }
          await readAgain(id);
          if (!done.ok) return { ok: false, ...upstreamTrouble(done.error) };
          return connected(known.get(id) ?? row);
        },
        (row) => connected(row),
      );
    },

    async pairPhone(id, phone, by) {
      if (!known.get(id)) return sessionNotFound;
      return run(
        id,
        'pairphone',
        by,
        async (row) => {
          const done = await attempt(() => writer.pairPhone(row.token, phone));
          if (!done.ok) return pairPhoneRefusal(done.error);
          const code = done.value.linkingCode;
          await committer.observe(id, { kind: 'pairing-code', code, phone }, { actor: by.name });
          return { ok: true, data: { LinkingCode: code } };
        },
        () => internalTrouble,
      );
    },

    async disconnect(id, by) {
      if (!known.get(id)) return sessionNotFound;
      await committer.observe(
        id,
        { kind: 'wish', desired: 'offline', by: by.name, why: 'by_admin' },
        { actor: by.name },
      );
      return disconnectNow(id, by);
    },

    async logout(id, by) {
      if (!known.get(id)) return sessionNotFound;
      return run(
        id,
        'logout',
        by,
        async (row) => {
          const done = await attempt(() => writer.logout(row.token));
          if (!done.ok) {
            if (done.error.mayHaveHappened)
              await committer.observe(id, { kind: 'disconnect-sent', unsure: true });
            await readAgain(id);
            return { ok: false, ...upstreamTrouble(done.error), details: done.error.says || undefined };
          }
          await committer.observe(id, { kind: 'logged-out', by: by.name }, { actor: by.name });
          await readAgain(id);
          return { ok: true, data: seedDetails.loggedOut };
        },
        () => internalTrouble,
      );
    },

    async carryOutOffline(id) {
      const row = known.get(id);
      if (row?.offlineDue && row.connected && row.loggedIn) await disconnectNow(id, gatewayActor);
    },

    async giveEvents(id) {
      const held = await deps.rows.claim({
        sessionId: id,
        kind: 'events',
        actor: gatewayActor.id,
        patienceMs: 0,
      });
      if (!held) return;
      const row = await readAgain(id);
      let status = 409;
      if (row?.eventsOwed && row.connected && row.loggedIn && (await held.stillHeld())) {
        const events = wantedUpstream(row.events, deps.pushed);
        const done = await attempt(() => writer.setWebhook(row.token, { url: row.webhook, events }));
        if (done.ok) await committer.observe(id, { kind: 'events-given' });
        status = done.ok ? 200 : 502;
      }
      await held.finish({ status, body: null });
    },
  };

  async function disconnectNow(id: string, by: Actor): Promise<Answer<{ message: string; details: string }>> {
    return run(
      id,
      'disconnect',
      by,
      async (row) => {
        const done = await attempt(() => writer.disconnect(row.token));
        const says = done.ok ? '' : done.error.says;
        const gone = says.includes('no session');
        const drops = says.includes('cannot disconnect because it is not logged in');
        if (done.ok || done.error.mayHaveHappened) {
          await committer.observe(id, { kind: 'disconnect-sent', unsure: !done.ok }, { actor: by.name });
        }
        await readAgain(id);
        if (done.ok || gone) return disconnectAnswer(known.get(id) ?? row, 'offline');
        if (drops) return disconnectAnswer(row, 'when-it-heals');
        return disconnectFailed(done.error);
      },
      disconnectAnswer,
    );
  }
}
