import type { Phase } from '../../contract/words.ts';
import { useCopy } from '../words/language.tsx';
import { PhaseIcon } from './phase-icon.tsx';
import classes from './phase.module.css';

/** A phase in icon and word. `old`: last known, not confirmed; it is hatched and has no colour. */
export function PhaseBadge({ phase, old = false }: { phase: Phase; old?: boolean }) {
  const { t } = useCopy();
  return (
    <span
      className={`${classes.badge} ${old ? 'hatched' : ''}`}
      data-phase-badge={phase}
      data-old={old || undefined}
    >
      <PhaseIcon phase={phase} />
      {t(`phase.${phase}`)}
      {old && <span className="unseen"> ({t('unknown.lastKnown')})</span>}
    </span>
  );
}

/** The phase as a square mark with its icon alone, where the word stands beside it. */
export function PhaseTile({ phase, old = false }: { phase: Phase; old?: boolean }) {
  return (
    <span
      className={`${classes.tile} ${old ? 'hatched' : ''}`}
      data-phase-badge={phase}
      data-old={old || undefined}
    >
      <PhaseIcon phase={phase} size={18} />
    </span>
  );
}
