import { useCopy } from '../words/language.tsx';
import { useTruth } from './truth.ts';

/** Why nothing can be asked of a session now, in words; null: it can. What is only last known is acted on by nobody. */
export function useBlocked(): string | null {
  const { t } = useCopy();
  const { lostSince, unreachableSince } = useTruth();
  if (lostSince !== null) return t('unknown.noActionsLost');
  return unreachableSince === null ? null : t('unknown.noActions');
}
