import { useState } from 'react';
import { useCopy } from '../words/language.tsx';
import { linkWords } from './link-words.ts';

export interface Asking {
  busy: boolean;
  /** Why the last one failed; "" while there is nothing to say. */
  failed: string;
  ask: (work: () => Promise<unknown>) => void;
}

/** One thing asked of the gateway at a time, and what to say when it says no. */
export function useAsking(): Asking {
  const speech = useCopy();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  return {
    busy,
    failed: error === null ? '' : linkWords(error, speech),
    ask(work) {
      if (busy) return;
      setBusy(true);
      setError(null);
      work()
        .catch((failure: unknown) => setError(failure))
        .finally(() => setBusy(false));
    },
  };
}
