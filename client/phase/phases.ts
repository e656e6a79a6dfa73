/**
 * The phases as this page lists them, what waits for a person first. The contract's own list brings its schemas
 * along, which the page has no use for; the type holds the two together.
 */
import type { Phase } from '../../contract/words.ts';

const ranks: Record<Phase, number> = {
  'needs-attention': 0,
  'logged-out': 1,
  pairing: 2,
  reconnecting: 3,
  connecting: 4,
  online: 5,
  stopping: 6,
  offline: 7,
};

export const phases = Object.keys(ranks) as Phase[];
export const rankOf = (phase: Phase): number => ranks[phase];
export const isPhase = (value: unknown): value is Phase =>
  typeof value === 'string' && Object.hasOwn(ranks, value);
