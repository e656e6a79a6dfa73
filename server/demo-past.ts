/** What the demo's sessions went through before anybody looked: made up, so that there is something to see. Pure. */
import type { CauseCode, Phase, TimelineType } from '../contract/words.ts';
import type { Past } from '../db/past.ts';
import type { SessionRow } from '../db/session-row.ts';
import type { NewTimelineEntry } from '../db/timeline.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

type Told = Pick<SessionRow, 'id' | 'name' | 'jid' | 'lastJid' | 'phase'>;

/** Writes entries as the gateway does: each change of the phase says what it was before. */
function storyteller(session: Told, now: number) {
  const entries: NewTimelineEntry[] = [];
  let phase: Phase | null = null;
  let phaseSince = now;

  function tell(
    ago: number,
    type: TimelineType,
    data: Record<string, unknown> = {},
    actor: string | null = null,
  ) {
    entries.push({ sessionId: session.id, at: now - ago, type, actor, data });
  }
  function move(ago: number, type: TimelineType, to: Phase, data: object = {}, actor: string | null = null) {
    tell(ago, type, { ...data, phase: to, from: phase }, actor);
    phase = to;
    phaseSince = now - ago;
  }
  /** Somebody connects it. */
  function ask(ago: number, by: string) {
    move(ago, 'updated', 'connecting', {}, by);
    tell(ago - 400, 'connect', { outcome: 'ok' }, by);
    tell(ago - second, 'connected');
  }
  const login = (ago: number) => move(ago, 'logged_in', 'online', { jid: session.jid ?? session.lastJid });

  const story = {
    begin(ago: number, first: Phase) {
      phase = first;
      phaseSince = now - ago;
      tell(ago, 'created', { from: 'sync', phase }, 'Heliograph');
    },
    connect(ago: number, by: string) {
      ask(ago, by);
      login(ago - 4 * second);
    },
    /** `codes` were shown until somebody scanned one. */
    pair(ago: number, by: string, codes: number) {
      const last = story.show(ago, by, codes);
      move(last - 8 * second, 'updated', 'connecting');
      login(last - 14 * second);
    },
    /** @returns when the last code came */
    show(ago: number, by: string, codes: number): number {
      ask(ago, by);
      const shown = Array.from({ length: codes }, (_, i) => ago - 2 * second - (i && 40 + i * 20) * second);
      shown.forEach((at, i) => {
        const data = { attempt: i + 1, of: 6 };
        if (i === 0) move(at, 'qr', 'pairing', data);
        else tell(at, 'qr', data);
      });
      return shown.at(-1) ?? ago;
    },
    /** Nobody scanned any of the six. */
    expire(ago: number, by: string) {
      story.show(ago, by, 6);
      move(ago - 162 * second, 'disconnected', 'offline', { cause: 'qr_timeout' satisfies CauseCode });
    },
    /** It fell and came back by itself. */
    drop(ago: number, forMs: number) {
      move(ago, 'disconnected', 'reconnecting', { cause: 'network' satisfies CauseCode });
      move(ago - forMs, 'connected', 'online');
    },
    /** The service forgot it, and Heliograph brought it back. */
    lose(ago: number) {
      move(ago, 'disconnected', 'reconnecting', { cause: 'upstream_lost_session' satisfies CauseCode });
      tell(ago - 20 * second, 'recovery', { step: 'connect', attempt: 1 });
      tell(ago - 22 * second, 'connected');
      login(ago - 25 * second);
    },
    unlink(ago: number) {
      move(ago, 'logged_out', 'logged-out', { cause: 'unlinked_on_phone' satisfies CauseCode });
    },
    replace(ago: number) {
      move(ago, 'disconnected', 'needs-attention', { cause: 'replaced' satisfies CauseCode });
    },
    switchOff(ago: number, by: string) {
      move(ago, 'disconnected', 'offline', { cause: 'by_admin' satisfies CauseCode }, by);
      tell(ago - 300, 'disconnect', { outcome: 'ok' }, by);
    },
  };
  return { story, read: () => ({ entries, phase, phaseSince }) };
}

type Story = ReturnType<typeof storyteller>['story'];

/** By the names of the demo's sessions; each ends as the service has it now. */
const stories: Record<string, (story: Story) => void> = {
  'CS Malam'(s) {
    s.begin(8 * day, 'online');
    s.drop(6 * day + 2 * hour, 38 * second);
    s.lose(3 * day + 4 * hour);
    s.drop(26 * hour, 4 * minute);
    s.drop(11 * hour, 52 * second);
  },
  'Toko Melati – Kasir'(s) {
    s.begin(8 * day, 'online');
    s.unlink(5 * day + 3 * hour);
    s.pair(5 * day + 2 * hour, 'Sari', 2);
    s.replace(30 * hour);
    s.connect(29 * hour, 'Rani');
    s.drop(4 * hour, 21 * minute);
  },
  'Klinik Sehat Antrean'(s) {
    s.begin(8 * day, 'online');
    s.switchOff(4 * day + 10 * hour, 'Sari');
    s.connect(4 * day, 'Sari');
    s.drop(20 * hour, 90 * second);
    s.switchOff(6 * hour, 'Sari');
  },
  'Apotek Kita'(s) {
    s.begin(3 * day, 'offline');
    s.expire(2 * day + 5 * hour, 'Rani');
    s.expire(8 * hour, 'Sari');
  },
  'Batik Laras Order'(s) {
    s.begin(8 * day, 'online');
    s.drop(3 * day, 2 * minute);
    s.unlink(14 * hour);
    s.expire(13 * hour, 'Rani');
  },
  'Promo Ramadan'(s) {
    s.begin(8 * day, 'online');
    s.switchOff(36 * hour, 'Rani');
  },
};

/** When nobody looked: the service was away twice, the gateway once. */
const awayAgo = [
  { from: 5 * day, to: 5 * day - 3 * hour, why: 'gateway' },
  { from: 2 * day, to: 2 * day - 4 * hour, why: 'upstream' },
  { from: 16 * hour, to: 15 * hour, why: 'upstream' },
] as const;

/** A session whose story would end otherwise than it is now has none. */
export function demoPast(sessions: Iterable<Told>, now: number): Past {
  const past: Past = { upstream: 'demo', sessions: [], entries: [], gaps: [] };
  for (const session of sessions) {
    const { story, read } = storyteller(session, now);
    stories[session.name]?.(story);
    const { entries, phase, phaseSince } = read();
    const [first] = entries;
    if (!first || phase !== session.phase) continue;
    past.sessions.push({ id: session.id, createdAt: first.at, phaseSince });
    past.entries.push(...entries);
  }
  for (const { from, to, why } of awayAgo) {
    past.gaps.push({ from: now - from, to: now - to, why });
    if (why === 'gateway') continue;
    const entry = { sessionId: null, actor: null, data: {} };
    past.entries.push({ ...entry, at: now - from, type: 'upstream_unreachable' });
    past.entries.push({ ...entry, at: now - to, type: 'upstream_reachable' });
  }
  return past;
}
