import { UnstyledButton } from '@mantine/core';
import type { Phase } from '../../contract/words.ts';
import { phases } from '../phase/phases.ts';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './phase-bar.module.css';

interface Props {
  /** The phases that there are. */
  there: ReadonlyMap<Phase, unknown>;
  /** How many rows each would show, with the other filters. */
  counts: ReadonlyMap<Phase, number>;
  total: number;
  chosen: Phase | null;
  old: boolean;
  onChoose: (phase: Phase | null) => void;
}

/** The shares of the phases in one bar, and their counts, which are the filters. */
export function PhaseBar({ there, counts, total, chosen, old, onChoose }: Props) {
  const { t, language } = useCopy();
  const present = phases.filter((phase) => there.has(phase) || phase === chosen);
  const number = (value: number) => value.toLocaleString(language);
  return (
    <div className={classes.box} data-part="filters" data-old={old || undefined}>
      <div className={classes.bar} aria-hidden>
        {present.map((phase) => (
          <span
            key={phase}
            style={{ flexGrow: counts.get(phase) ?? 0, background: `var(--hg-phase-${phase}-solid)` }}
          />
        ))}
      </div>
      <div className={classes.filters} role="group" aria-label={t('list.filter')}>
        <UnstyledButton
          className={classes.filter}
          aria-pressed={chosen === null}
          onClick={() => onChoose(null)}
        >
          <span className={classes.count}>{number(total)}</span>
          <span className={classes.word}>{t('list.all')}</span>
        </UnstyledButton>
        {present.map((phase) => (
          <UnstyledButton
            key={phase}
            className={classes.filter}
            aria-pressed={chosen === phase}
            data-filter={phase}
            onClick={() => onChoose(chosen === phase ? null : phase)}
          >
            <span className={classes.count}>{number(counts.get(phase) ?? 0)}</span>
            <span className={classes.word} style={{ ['--mark' as string]: `var(--hg-phase-${phase}-text)` }}>
              <PhaseIcon phase={phase} />
              {t(`phase.${phase}`)}
            </span>
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
