/** A time on the page: short words, the whole moment on hover, focus or tap. */
import { Tooltip } from '@mantine/core';
import { useCopy } from '../words/language.tsx';
import { fullMoment } from './words.ts';

export function Moment({ at, children }: { at: number; children: string }) {
  const { language } = useCopy();
  return (
    <Tooltip label={fullMoment(at, language)} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={new Date(at).toISOString()}>{children}</time>
    </Tooltip>
  );
}
