import { IconCornerDownLeft } from '@tabler/icons-react';
import classes from './palette.module.css';

/** Beside the line that Enter takes; it is seen there only. */
export function Enter() {
  return (
    <kbd className={classes.enter} aria-hidden>
      <IconCornerDownLeft size={12} />
    </kbd>
  );
}
