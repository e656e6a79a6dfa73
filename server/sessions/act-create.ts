/** A new session: made at the service first, so that its id is the service's, and then here. */
import { randomBytes } from 'node:crypto';
import type { NewSessionBody } from '../../contract/session-bodies.ts';
import { noSettings, type SessionRow, type Settings } from '../../db/session-row.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Actor, Answer, Refused } from './answer.ts';
import { firstFacts } from './facts.ts';
import { isRefused, planSettings } from './settings.ts';
import { wantedUpstream } from './subscriptions.ts';
import type { ManageDeps } from './manage-deps.ts';
import { isNoLogin, upstreamTrouble } from './upstream-trouble.ts';

const tokenTaken: Refused = {
  ok: false,
  status: 409,
  reason: 'token_taken',
  error: 'Another session has this token.',
};

const noAdminToken: Refused = {
  ok: false,
  status: 409,
  reason: 'admin_token_missing',
  error: 'Without WHATSAPP_ADMIN_TOKEN no session can be made at the service.',
  details: 'Give the token of a session that the service has already, and it is taken over.',
};

interface There {
  id: string;
  /** As the service tells it; null: this build does not tell, and it may well be paired. */
  jid: string | null;
}

export function createSessionMaker(deps: ManageDeps) {
  const { writer, reader, store, known, tail, clock } = deps;
  const { attempt } = deps.runner;

  /** At the service. A call whose answer was lost is looked for before it is called a failure. */
  async function makeThere(settings: Settings): Promise<Answer<There>> {
    const { name, token, webhook, events, proxyEnabled, proxyUrl, s3, s3AccessKey, s3SecretKey } = settings;
    const done = await attempt(() =>
      writer.createUser({
        name,
        token,
        webhook,
        events: wantedUpstream(events, deps.pushed),
        ...(proxyEnabled ? { proxy: { enabled: true, url: proxyUrl } } : {}),
        ...(s3.enabled ? { s3: { ...s3, accessKey: s3AccessKey, secretKey: s3SecretKey } } : {}),
      }),
    );
    if (done.ok) return { ok: true, data: { ...done.value, jid: '' } };
    const { error } = done;
    if (error.status === 409 || error.says.includes('already exists')) return tokenTaken;
    if (!error.mayHaveHappened) return { ok: false, ...upstreamTrouble(error) };
    const found = await findThere(token);
    if (found?.name === name && found.id) return { ok: true, data: { id: found.id, jid: '' } };
    const details = 'The service may make it all the same: sync takes it over then.';
    return { ok: false, ...upstreamTrouble(error), details };
  }

  /** What the service says of the session with this token; null: there is none, or it cannot be asked. */
  async function findThere(token: string): Promise<{ id: string | null; name: string } | null> {
    try {
      const { id, name } = await reader.status(token);
      return { id: /^[0-9a-f]{32}$/.test(id) ? id : null, name };
    } catch (error) {
      if (error instanceof UpstreamError) return null;
      throw error;
    }
  }

  /** Without an admin token: a session that the service has already, known by its token. */
  async function takeOver(token: string): Promise<Answer<There>> {
    const done = await attempt(() => reader.status(token));
    if (!done.ok) {
      return isNoLogin(done.error) ? noAdminToken : { ok: false, ...upstreamTrouble(done.error) };
    }
    const { id, jid, partial } = done.value;
    const known = /^[0-9a-f]{32}$/.test(id) ? id : randomBytes(16).toString('hex');
    return { ok: true, data: { id: known, jid: partial ? null : jid } };
  }

  async function storeHere({ id, jid }: There, settings: Settings, by: Actor): Promise<SessionRow | null> {
    const now = clock.now();
    const made = await store.insert({
      ...firstFacts(now, jid ?? ''),
      ...(jid === null ? { paired: 'perhaps' } : {}),
      ...settings,
      id,
      ownerId: by.id,
      observedAt: now,
      observedBy: 'action',
    });
    if (made) return made;
    // A sync found it in between.
    const [found] = await store.byIds([id]);
    if (found?.token !== settings.token) return null;
    return store.changeSettings(id, { ...settings, ownerId: by.id });
  }

  /** @param input its event names as the service writes them */
  return async (input: NewSessionBody, by: Actor): Promise<Answer<SessionRow>> => {
    const { token: given, ...rest } = input;
    const plan = planSettings(noSettings, rest);
    if (isRefused(plan)) return plan;
    const token = given ?? randomBytes(24).toString('base64url');
    const settings: Settings = Object.assign({ ...noSettings, token }, ...Object.values(plan));
    for (const row of known.all()) if (row.token === token) return tokenTaken;
    const there = deps.byAdmin
      ? await makeThere(settings)
      : given === undefined
        ? noAdminToken
        : await takeOver(token);
    if (!there.ok) return there;
    const row = await storeHere(there.data, settings, by);
    if (!row) return tokenTaken;
    const entry = await deps.addEntry({
      sessionId: row.id,
      at: clock.now(),
      type: 'created',
      actor: by.name,
      data: { from: 'admin' },
    });
    tail.offer([row], [entry]);
    return { ok: true, data: row };
  };
}
