import { Spotlight } from '@mantine/spotlight';
import type { ReactNode } from 'react';
import classes from './palette.module.css';

interface Props {
  icon: ReactNode;
  words: string;
  keys?: string | undefined;
  disabled?: boolean;
  onClick: () => void;
}

/** One line of the palette. */
export function Deed({ icon, words, keys, disabled = false, onClick }: Props) {
  return (
    <Spotlight.Action disabled={disabled} onClick={onClick}>
      <span className={classes.icon}>{icon}</span>
      <span className={classes.words}>{words}</span>
      {keys && (
        <span aria-hidden>
          {keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </Spotlight.Action>
  );
}
