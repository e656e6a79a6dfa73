/**
 * How much of a time a session was online, out of the time that anybody looked. Pure. Read from the timeline, where
 * every change of phase leaves an entry, and from the gaps, in which the gateway or the service was away: what
 * happened in a gap nobody knows, so it counts for nothing.
 */
import type { Phase } from '../../contract/words.ts';

export interface Transition {
  at: number;
  phase: Phase;
  /** What it was before; null: the session is new. */
  from: Phase | null;
}

export interface Gap {
  from: number;
  /** Null: it lasts. */
  to: number | null;
}

export interface UptimeCell {
  /** Later than the cell before ends where the session was made within the cell. */
  from: number;
  to: number;
  /** Part of the time seen, 0 to 1; null: never seen. */
  online: number | null;
  /** Part of the cell, 0 to 1. */
  seen: number;
  worst: Phase | null;
}

export interface Uptime {
  share: number | null;
  cells: UptimeCell[];
}

interface Span {
  from: number;
  to: number;
  phase: Phase;
}

/** From what deserves the least attention to what deserves the most. */
const byAttention: readonly Phase[] = [
  'online',
  'pairing',
  'connecting',
  'reconnecting',
  'stopping',
  'offline',
  'logged-out',
  'needs-attention',
];

export function uptimeOf(session: {
  now: number;
  windowMs: number;
  cells: number;
  createdAt: number;
  /** The phase just now. */
  phase: Phase;
  /** Within the window, oldest first. */
  transitions: Transition[];
  gaps: Gap[];
}): Uptime {
  const { now, windowMs } = session;
  const begin = now - windowMs;
  const spans = seenSpans(spansOf(session, begin), session.gaps, now);
  const width = windowMs / session.cells;
  const cells = Array.from({ length: session.cells }, (_, place) => {
    const from = begin + place * width;
    const to = from + width;
    // One that is minutes old was seen all its life: its first hour is not a mostly unseen one.
    const madeWithin = session.createdAt > from && session.createdAt < to;
    return cellOf(spans, madeWithin ? session.createdAt : from, to);
  });
  const { online, seen } = sum(spans);
  return { share: seen > 0 ? online / seen : null, cells };
}

/** Its phases from the window's begin, or from its making, until now. */
function spansOf(
  { now, createdAt, phase, transitions }: Parameters<typeof uptimeOf>[0],
  begin: number,
): Span[] {
  const spans: Span[] = [];
  const [first] = transitions;
  let at = Math.max(begin, createdAt);
  let current = first ? first.from : phase;
  for (const next of transitions) {
    if (current !== null && next.at > at) spans.push({ from: at, to: next.at, phase: current });
    at = Math.max(at, next.at);
    current = next.phase;
  }
  if (current !== null && now > at) spans.push({ from: at, to: now, phase: current });
  return spans;
}

/** The spans without what nobody saw. */
function seenSpans(spans: Span[], gaps: Gap[], now: number): Span[] {
  return gaps.reduce(
    (left, gap) =>
      left.flatMap((span) => {
        const to = gap.to ?? now;
        if (to <= span.from || gap.from >= span.to) return [span];
        const parts = [
          { ...span, to: gap.from },
          { ...span, from: to },
        ];
        return parts.filter((part) => part.to > part.from);
      }),
    spans,
  );
}

function sum(spans: Span[]): { online: number; seen: number } {
  let online = 0;
  let seen = 0;
  for (const { from, to, phase } of spans) {
    seen += to - from;
    if (phase === 'online') online += to - from;
  }
  return { online, seen };
}

function cellOf(spans: Span[], from: number, to: number): UptimeCell {
  const within = spans
    .filter((span) => span.to > from && span.from < to)
    .map((span) => ({ ...span, from: Math.max(from, span.from), to: Math.min(to, span.to) }));
  const { online, seen } = sum(within);
  const worst = within.reduce<Phase | null>(
    (worse, { phase }) =>
      worse === null || byAttention.indexOf(phase) > byAttention.indexOf(worse) ? phase : worse,
    null,
  );
  return { from, to, online: seen > 0 ? online / seen : null, seen: Math.min(1, seen / (to - from)), worst };
}
