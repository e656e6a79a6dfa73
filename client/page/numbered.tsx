import type { ReactNode } from 'react';
import classes from './numbered.module.css';

/** Steps, one after the other; a list that counts aloud by itself, and its numbers drawn. */
export function Numbered({ steps }: { steps: readonly ReactNode[] }) {
  return (
    <ol className={classes.steps}>
      {steps.map((step, index) => (
        <li key={index}>
          <span className={classes.number} aria-hidden>
            {index + 1}
          </span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
