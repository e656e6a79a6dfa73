/** For tests: drives the fold with a recorded scenario, as if the gateway had asked and acted. */
import { readFileSync, readdirSync } from 'node:fs';
import type { Facts } from '../../db/session-row.ts';
import { parsePush, type Push } from '../upstream/push.ts';
import { readSession, type SessionReading } from '../upstream/session-reading.ts';
import { createClock } from '../clock.ts';
import { firstFacts } from './facts.ts';
import { fold, nextDeadline } from './fold.ts';
import { createHearsay } from './hearsay.ts';
import { isFalling } from './look.ts';
import type { Observation } from './observation.ts';

interface Step {
  atMs: number;
  kind: string;
  method?: string;
  path?: string;
  requestHeaders?: Record<string, string>;
  requestBody?: unknown;
  /** What the stand-in for WhatsApp saw. */
  seenByWhatsApp?: string;
  status?: number | null;
  body?: { data?: unknown; error?: string } | string | null;
  repeats?: number;
  lastSameAtMs?: number;
}

const folder = new URL('../upstream/recorded/', import.meta.url);

export const scenarios = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .sort();

export interface Told {
  atMs: number;
  facts: Facts;
}

/**
 * The versions that a session of a scenario goes through, the first one unless `which` says otherwise. Time is the
 * recording's, from zero. A login that was pushed is looked at, as the gateway would; with `pushed` all that the
 * service pushed is heard as well.
 */
export function replay(scenario: string, which = 0, { pushed = false } = {}): Told[] {
  const { steps } = JSON.parse(readFileSync(new URL(`${scenario}.json`, folder), 'utf8')) as {
    steps: Step[];
  };
  const session = sessionsOf(steps)[which] ?? { id: '', token: '' };
  let facts = firstFacts(0, '');
  const told: Told[] = [];
  let previousAt = 0;
  let diedAt = -1;
  let events = '';
  let qrSays: string | undefined;
  let time = 0;
  const hearsay = createHearsay({ ...createClock(), now: () => time });

  const observe = (observation: Observation, atMs: number) => {
    const next = fold(facts, observation, atMs);
    if (next !== facts) told.push({ atMs, facts: next });
    facts = next;
  };

  for (const { atMs, step } of inOrder(steps)) {
    for (let due = nextDeadline(facts); due !== null && due <= atMs; due = nextDeadline(facts)) {
      observe({ kind: 'deadline' }, due);
    }
    if (step.seenByWhatsApp?.includes('EOF') || step.status === null) diedAt = atMs;
    time = atMs;
    const push = pushed ? pushOf(step, session.id) : null;
    if (push) hearsay.hear(session.id, push);
    if (push?.type === 'QR') {
      const previous = previousAt === 0 ? null : previousAt;
      observe({ kind: 'pushed-code', image: push.image, arrivedAt: atMs, previousAt: previous }, atMs);
    }
    const loggedIn = step.kind === 'webhook' && isLoginOf(step, session.id);
    if (!loggedIn && (step.kind !== 'request' || step.status === undefined)) continue;
    const mine = step.path?.startsWith('/admin') || step.requestHeaders?.token === session.token;
    if (!mine && !loggedIn) continue;
    if (step.method === 'GET' && step.path === '/session/qr') qrSays = errorOf(step);
    const reading = readingOf(step, session.id);
    if (reading || loggedIn) {
      events = reading?.events ?? events;
      const seen = reading ?? { connected: true, loggedIn: true, jid: facts.jid ?? '', qrImage: '', events };
      const { connected, jid, qrImage } = seen;
      const look = { askedAt: atMs, previousAt, connected, loggedIn: seen.loggedIn, jid, qrImage, events };
      const says = isFalling(facts) ? qrSays : undefined;
      const serviceWasAway = diedAt > previousAt;
      const heard = hearsay.lately(session.id);
      observe({ kind: 'look', by: 'sweep', ...look, qrSays: says, serviceWasAway, heard }, atMs);
      previousAt = atMs;
    }
    for (const observation of actionOf(step, atMs)) observe(observation, atMs);
  }
  return told;
}

/** The phases in their order, each with its cause where it has one; repeats folded together. */
export function phasesOf(told: Told[]): string {
  const words = told.map(({ facts }) => facts.phase + (facts.cause ? `(${facts.cause.code})` : ''));
  return words.filter((word, i) => word !== words[i - 1]).join(' → ');
}

const errorOf = (step: Step) =>
  typeof step.body === 'object' && step.body !== null ? step.body.error : undefined;

function sessionsOf(steps: Step[]): { id: string; token: string }[] {
  const made = steps.filter(
    ({ method, path, status }) => method === 'POST' && path === '/admin/users' && status === 201,
  );
  return made.map(({ body }) => (body as { data: { id: string; token: string } }).data);
}

function isLoginOf({ requestBody }: Step, id: string): boolean {
  const push = requestBody as { type?: string; userID?: string } | undefined;
  return push?.type === 'Connected' && push.userID === id;
}

function pushOf({ kind, requestBody }: Step, id: string): Push | null {
  if (kind !== 'webhook' || typeof requestBody !== 'object') return null;
  const push = parsePush(Buffer.from(JSON.stringify(requestBody)), 'application/json');
  return 'bodyHash' in push && push.userId === id ? push : null;
}

/** A call that was repeated with the same answer counts at its first and its last time. */
function inOrder(steps: Step[]) {
  const all = steps.flatMap((step) => [
    { atMs: step.atMs, step },
    ...(step.lastSameAtMs && step.method === 'GET' ? between(step) : []),
  ]);
  return all.sort((a, b) => a.atMs - b.atMs);
}

const between = (step: Step) => {
  const count = Math.max(1, step.repeats ?? 1);
  const gap = (step.lastSameAtMs! - step.atMs) / count;
  return Array.from({ length: count }, (_, i) => ({ atMs: Math.round(step.atMs + gap * (i + 1)), step }));
};

function readingOf(step: Step, id: string): SessionReading | null {
  if (step.method !== 'GET' || step.status !== 200 || typeof step.body !== 'object') return null;
  const data = step.body?.data;
  if (step.path === '/session/status') return readSession(data);
  if (step.path !== '/admin/users' || !Array.isArray(data)) return null;
  return readSession((data as { id: string }[]).find((row) => row.id === id));
}

function actionOf(step: Step, atMs: number): Observation[] {
  if (step.method !== 'POST') return [];
  const wish = (desired: 'online' | 'offline'): Observation => ({
    kind: 'wish',
    desired,
    by: 'Rani',
    why: 'by_admin',
  });
  switch (step.path) {
    case '/session/connect':
      return step.status === 200
        ? [wish('online'), { kind: 'connect-sent', sentAt: atMs, quietly: false }]
        : [wish('online')];
    case '/session/disconnect':
      return step.status === 200
        ? [wish('offline'), { kind: 'disconnect-sent', unsure: false }]
        : [wish('offline')];
    case '/session/logout':
      return step.status === 200 ? [{ kind: 'logged-out', by: 'Rani' }] : [];
    default:
      return [];
  }
}
