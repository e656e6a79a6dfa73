import { useEffect, useState } from 'react';
import classes from './spinner.module.css';

/** A wait this short needs no sign of waiting. */
const afterMs = 300;

export function Spinner() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <span className={classes.spinner} aria-hidden>
      <span />
      <span />
      <span />
    </span>
  );
}
