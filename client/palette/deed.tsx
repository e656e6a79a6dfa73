import { Spotlight } from '@mantine/spotlight';
import type { ReactNode } from 'react';
import { Enter } from './enter.tsx';
import { Marked } from './marked.tsx';
import classes from './palette.module.css';

interface Props {
  icon: ReactNode;
  words: string;
  /** What it was found by. */
  typed?: string;
  keys?: string | undefined;
  disabled?: boolean;
  onClick: () => void;
}

/** One line of the palette. */
export function Deed({ icon, words, typed = '', keys, disabled = false, onClick }: Props) {
  return (
    <Spotlight.Action disabled={disabled} onClick={onClick}>
      <span className={classes.icon}>{icon}</span>
      <span className={classes.words}>
        <Marked words={words} typed={typed} />
      </span>
      {keys && (
        <span aria-hidden>
          {keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
      <Enter />
    </Spotlight.Action>
  );
}
