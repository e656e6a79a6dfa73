import { Mark } from '../shell/brand.tsx';
import { Outcome } from './outcome.tsx';
import classes from './pair-page.module.css';

/** The address came without its link. */
export function NoLink() {
  return (
    <div className={classes.page} data-stage="ended">
      <header className={classes.top}>
        <span className={classes.brand}>
          <Mark size={20} />
          Heliograph
        </span>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        <Outcome stage="ended" />
      </main>
    </div>
  );
}
