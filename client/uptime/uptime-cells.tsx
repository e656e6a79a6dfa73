import { standingOf, type UptimeCell } from './cell.ts';
import classes from './uptime-cells.module.css';

interface Props {
  cells: readonly UptimeCell[];
  /** What the bar says, for whoever cannot see it; without it the bar is only drawn. */
  label?: string;
  /** The cell that is looked at. */
  chosen?: number | null;
}

/** A bar of cells, oldest first: full where online, lower where not, hatched where nobody looked. */
export function UptimeCells({ cells, label, chosen = null }: Props) {
  return (
    <span
      className={classes.cells}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {cells.map((cell, index) => (
        <span
          key={index}
          className={classes.cell}
          data-is={standingOf(cell)}
          data-chosen={index === chosen || undefined}
          style={{ ['--tone' as string]: `var(--hg-phase-${cell.worst ?? 'offline'}-solid)` }}
        />
      ))}
    </span>
  );
}
