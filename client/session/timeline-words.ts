/** A timeline entry as a sentence, and which of them belong together. Pure. */
import type { TimelineEntry } from '../../contract/socket.ts';
import type { Phase } from '../../contract/words.ts';
import { shownName } from '../pairing/shown-name.ts';
import { readableNumber } from '../phase/number.ts';
import { isPhase } from '../phase/phases.ts';
import { shortSpan } from '../time/words.ts';
import { hasSentence, type CopyKey } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';

export interface TimelineLine {
  id: string;
  at: number;
  /** The phase it led to, which gives the icon; null: the service, or a person. */
  phase: Phase | null;
  words: string;
  who: string | null;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);

function causeTitle(data: TimelineEntry['data'], t: Speech['t'], actor: string | null): string | null {
  const { cause } = data;
  if (cause === 'by_admin')
    return actor ? t('cause.by_admin.title', { name: actor }) : t('cause.switchedOff');
  const key = `cause.${String(cause)}.title`;
  return hasSentence(key) ? t(key) : null;
}

function actionWords(
  type: 'connect' | 'disconnect' | 'logout' | 'pairing_code',
  entry: TimelineEntry,
  t: Speech['t'],
): string {
  const outcome = entry.data['outcome'];
  if (outcome === undefined || outcome === 'ok') return t(`timeline.${type}`);
  const what = t(`timeline.${type}`);
  const key = `timeline.why.${String(entry.data['reason'])}`;
  return hasSentence(key)
    ? t('timeline.refused', { what, why: t(key) })
    : t('timeline.refusedPlain', { what });
}

/** @param lasted how long what it ended had lasted, ms; null: not known */
export function lineOf(
  entry: TimelineEntry,
  { t, language }: Pick<Speech, 't' | 'language'>,
  lasted: number | null = null,
): TimelineLine {
  const span = lasted === null ? null : shortSpan(lasted, language);
  const phase = isPhase(entry.data['phase']) ? entry.data['phase'] : null;
  const line = (words: string, shown: Phase | null = phase): TimelineLine => ({
    id: entry.id,
    at: Date.parse(entry.at),
    phase: shown,
    words,
    who: entry.actor !== null ? shownName(entry.actor, { t }) : byItself(entry) ? 'Heliograph' : null,
  });
  switch (entry.type) {
    case 'connect':
    case 'disconnect':
    case 'logout':
    case 'pairing_code':
      return line(actionWords(entry.type, entry, t), null);
    case 'qr': {
      const attempt = numberOf(entry.data['attempt']);
      const of = numberOf(entry.data['of']);
      return line(
        attempt === null || of === null ? t('timeline.qr') : t('timeline.qrOf', { attempt, of }),
        'pairing',
      );
    }
    case 'connected':
      if (span !== null) return line(t('timeline.onlineAfter', { span }));
      return line(
        t(phase === 'online' ? 'timeline.onlineAgain' : 'timeline.connected'),
        phase ?? 'connecting',
      );
    case 'logged_in': {
      const jid = textOf(entry.data['jid']);
      return line(
        jid ? t('timeline.loggedIn', { number: readableNumber(jid) }) : t('phase.online'),
        'online',
      );
    }
    case 'logged_out':
      // A disconnect leaves the phone linked: an admin who took the link away logged it out.
      if (entry.data['cause'] === 'by_admin' && entry.actor !== null)
        return line(t('cause.loggedOut.title', { name: entry.actor }), phase ?? 'logged-out');
      return line(causeTitle(entry.data, t, entry.actor) ?? t('timeline.loggedOut'), phase ?? 'logged-out');
    case 'disconnected':
      // Why it had to end was told when that began.
      if (entry.data['from'] === 'stopping' && phase === 'offline') return line(t('timeline.codesEnded'));
      return line(causeTitle(entry.data, t, entry.actor) ?? t('timeline.disconnected'), phase ?? 'offline');
    case 'updated':
      // Of a connect this was written when it was asked, and how it went some seconds later.
      if (phase === 'connecting' && entry.actor !== null) return line(t('timeline.connect'), null);
      return line(phase ? t(`phase.${phase}`) : changedWords(entry.data, t));
    case 'created':
      return line(t(entry.data['from'] === 'sync' ? 'timeline.takenOver' : 'timeline.created'));
    case 'recovery':
      return line(recoveryWords(entry.data, t), phase ?? 'reconnecting');
    case 'transferred':
      return line(transferWords(entry.data, t));
    case 'upstream_reachable':
      return line(span === null ? t('timeline.upstream_reachable') : t('timeline.reachableAfter', { span }));
    case 'deleted':
    case 'upstream_unreachable':
      return line(t(`timeline.${entry.type}`));
  }
}

/** What the gateway did without anybody's wish; what it only saw has nobody's name. */
const byItself = ({ type, data }: TimelineEntry) =>
  type === 'recovery' || (type === 'disconnected' && data['cause'] === 'idle' && data['from'] !== 'stopping');

/** By the names under which the session's page shows these settings. */
const partWords: Record<string, CopyKey> = {
  name: 'timeline.name',
  webhook: 'settings.webhook',
  events: 'settings.events',
  proxyConfig: 'settings.proxy',
  s3Config: 'settings.s3',
};

function changedWords({ changed }: TimelineEntry['data'], t: Speech['t']): string {
  const parts = (Array.isArray(changed) ? changed : []).flatMap((part) => partWords[String(part)] ?? []);
  return parts.length === 0
    ? t('timeline.updated')
    : t('timeline.settings', { what: parts.map((key) => t(key)).join(', ') });
}

function transferWords(data: TimelineEntry['data'], t: Speech['t']): string {
  const name = textOf(data['to']);
  if (name !== null) return t('timeline.transferredTo', { name });
  return t(data['to'] === null ? 'timeline.transferredNobody' : 'timeline.transferred');
}

function recoveryWords(data: TimelineEntry['data'], t: Speech['t']): string {
  const attempt = numberOf(data['attempt']);
  if (data['step'] === 'wait') return t('timeline.recoveryWaits');
  if (attempt === null) return t('timeline.recovery');
  return t(data['step'] === 'failed' ? 'timeline.recoveryFailed' : 'timeline.recoveryTry', { attempt });
}

/** What belongs to one deed is told within this time. */
const togetherMs = 30_000;

/** Newest first, each once; what only repeats another entry is left out. */
export function tidy(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const once = new Map(entries.map((entry) => [entry.id, entry]));
  const all = [...once.values()].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || Number(b.id) - Number(a.id),
  );
  return all.filter((entry, index) => !repeats(entry, index, all));
}

function repeats(entry: TimelineEntry, index: number, all: readonly TimelineEntry[]): boolean {
  const near = (other: TimelineEntry) => Math.abs(Date.parse(other.at) - Date.parse(entry.at)) < togetherMs;
  const deed = (other: TimelineEntry) => other.actor === entry.actor && near(other);
  const newer = all.slice(Math.max(0, index - 4), index);
  const older = all.slice(index + 1, index + 5);
  // Of a run of codes only the newest is told.
  if (entry.type === 'qr') return all[index - 1]?.type === 'qr';
  // A connect is told when it was asked; one that failed says more than that. "Switched off by" says who asked.
  if (entry.type === 'updated') {
    return entry.actor !== null && newer.some((other) => failedConnect(other) && deed(other));
  }
  if (entry.type === 'connect' && !failedConnect(entry)) {
    return older.some((other) => asksToConnect(other) && deed(other));
  }
  // What ended a login ended its connection with it.
  if (entry.type === 'disconnected') {
    const { at, data } = entry;
    const login = (other: TimelineEntry) => other.type === 'logged_out' && other.at === at;
    return [...newer, ...older].some((other) => login(other) && other.data['cause'] === data['cause']);
  }
  const done = entry.type === 'disconnect' && entry.data['outcome'] === 'ok';
  return done && older.some((other) => other.data['cause'] === 'by_admin' && deed(other));
}

const failedConnect = ({ type, data }: TimelineEntry) =>
  type === 'connect' && data['outcome'] !== undefined && data['outcome'] !== 'ok';
const asksToConnect = ({ type, data }: TimelineEntry) => type === 'updated' && data['phase'] === 'connecting';
