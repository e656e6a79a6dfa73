/** A time on the page: short words, the whole moment on hover, focus or tap. */
import { Tooltip } from '@mantine/core';
import { useCopy } from '../words/language.tsx';
import { fullMoment } from './words.ts';

interface Props {
  at: number;
  children: string;
  /** One of very many: a stop of the keyboard at each would be a long way through them. */
  passed?: boolean;
}

export function Moment({ at, children, passed = false }: Props) {
  const { language } = useCopy();
  return (
    <Tooltip label={fullMoment(at, language)} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={new Date(at).toISOString()} tabIndex={passed ? undefined : 0}>
        {children}
      </time>
    </Tooltip>
  );
}
