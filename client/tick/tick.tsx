import { useEffect, useRef, type ComponentProps } from 'react';
import classes from './tick.module.css';

type Props = Omit<ComponentProps<'input'>, 'type' | 'className' | 'ref'> & {
  /** Some, but not all of what it stands for. */
  some?: boolean;
};

/** A checkbox of the browser's own: a list of thousands makes one for each row that scrolls by. */
export function Tick({ some = false, ...rest }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return <input ref={box} type="checkbox" className={classes.tick} {...rest} />;
}
