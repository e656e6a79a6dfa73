/** A session's settings, at the service and here, part by part: what was accepted there is stored here. */
import type { SessionPatch } from '../../contract/session-bodies.ts';
import type { SessionRow, Settings } from '../../db/session-row.ts';
import type { UpstreamError } from '../upstream/upstream-error.ts';
import type { Actor, Answer } from './answer.ts';
import { isRefused, planSettings, settingParts, type SettingPart } from './settings.ts';
import { wantedUpstream } from './subscriptions.ts';
import type { ManageDeps } from './manage-deps.ts';
import { upstreamTrouble } from './upstream-trouble.ts';

/** Null: done; words: it is stored here, and why the service was not told. */
type Told = { ok: true; warning: string | null } | { ok: false; error: UpstreamError };

const done: Told = { ok: true, warning: null };

export function createSettingsChanger(deps: ManageDeps) {
  const { writer, store, tail, clock } = deps;
  const { attempt } = deps.runner;

  async function tell(call: () => Promise<unknown>): Promise<Told> {
    const answer = await attempt(call);
    return answer.ok ? done : answer;
  }

  /** Builds of 2025 have no such call, and answer 404. */
  const lacksCall = ({ status, kind }: UpstreamError) => status === 404 || kind === 'not_json';

  async function tellByAdmin(
    row: SessionRow,
    edit: Parameters<typeof writer.updateUser>[1],
    words: string,
  ): Promise<Told> {
    if (!deps.byAdmin)
      return { ok: true, warning: `${words} Without WHATSAPP_ADMIN_TOKEN it cannot be told.` };
    const told = await tell(() => writer.updateUser(row.id, edit));
    if (told.ok || !lacksCall(told.error)) return told;
    return { ok: true, warning: `${words} This build of it has no call for that.` };
  }

  const parts: Record<SettingPart, (row: SessionRow, next: Settings) => Promise<Told>> = {
    name: (row, { name }) => tellByAdmin(row, { name }, 'The service keeps the old name.'),
    async webhook(row, next) {
      // Connected without events, on purpose: they are turned on, with this address, once it is online.
      if (row.eventsOwed) return done;
      const events = wantedUpstream(next.events, deps.pushed);
      return tell(() => writer.setWebhook(row.token, { url: next.webhook, events }));
    },
    events: (row, next) => parts.webhook(row, next),
    async proxyConfig(row, { proxyUrl, proxyEnabled }) {
      const proxy = { url: proxyUrl, enabled: proxyEnabled };
      if (!row.connected) return tell(() => writer.setProxy(row.token, proxy));
      // The service refuses it while connected; by the admin's call it is stored, and used from the next connect on.
      const words = 'The proxy takes effect after a disconnect.';
      const told = await tellByAdmin(row, { proxy }, words);
      return told.ok ? { ok: true, warning: told.warning ?? words } : told;
    },
    s3Config: (row, { s3, s3AccessKey, s3SecretKey }) =>
      tell(() => writer.setS3(row.token, { ...s3, accessKey: s3AccessKey, secretKey: s3SecretKey })),
  };

  /** @param patch its event names as the service writes them */
  return async (first: SessionRow, patch: SessionPatch, by: Actor): Promise<Answer<SessionRow>> => {
    const plan = planSettings(first, patch);
    if (isRefused(plan)) return plan;
    const wanted = settingParts.filter((part) => plan[part]);
    const warnings: string[] = [];
    const changed: SettingPart[] = [];
    let row = first;
    let failed: UpstreamError | null = null;
    for (const part of wanted) {
      const told = await parts[part](row, { ...row, ...plan[part] });
      if (!told.ok) {
        failed = told.error;
        break;
      }
      if (told.warning !== null) warnings.push(told.warning);
      const next = await store.changeSettings(row.id, plan[part] ?? {});
      if (!next) break;
      row = next;
      changed.push(part);
    }
    if (changed.length > 0) {
      const entry = await deps.addEntry({
        sessionId: row.id,
        at: clock.now(),
        type: 'updated',
        actor: by.name,
        data: { changed },
      });
      tail.offer([row], [entry]);
    }
    if (failed) {
      const left = wanted.filter((part) => !changed.includes(part));
      const stored = changed.length > 0 ? `Changed: ${changed.join(', ')}. ` : '';
      return { ok: false, ...upstreamTrouble(failed), details: `${stored}Not changed: ${left.join(', ')}.` };
    }
    return { ok: true, data: row, ...(warnings.length > 0 ? { warning: warnings.join(' ') } : {}) };
  };
}
