import { useMemo } from 'react';
import { useTick } from '../time/ticker.ts';
import { useCopy } from '../words/language.tsx';
import { failureWords, waitsUntil } from './failure-words.ts';

interface Props {
  error: unknown;
  /** What failed was to tell something, not to do anything. */
  read?: boolean;
}

/** A failure in words; a wait in it goes down while it is looked at. */
export function Failure({ error, read = false }: Props) {
  const speech = useCopy();
  const until = waitsUntil(error);
  useTick(until !== null && until > Date.now());
  const first = useMemo(() => failureWords(error, speech, read), [error, speech, read]);
  if (until === null) return first;
  // Where it is read aloud as it appears, it is read once and not each second.
  return (
    <>
      <span aria-hidden>{failureWords(error, speech, read)}</span>
      <span className="unseen">{first}</span>
    </>
  );
}
