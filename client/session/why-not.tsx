import { useBlocked } from '../truth/blocked.ts';
import classes from './cards.module.css';

/** Why the buttons here are switched off: in words, for a button that is off shows no title to keys or fingers. */
export function WhyNot() {
  const why = useBlocked();
  return why && <p className={classes.why}>{why}</p>;
}
