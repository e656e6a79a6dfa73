import { useEffect, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useAllNow } from '../live/live.tsx';
import { fellWith } from './fall.ts';

/** Those of one sweep come one after the other; thousands are not counted at every change of one of them. */
const lookEveryMs = 1_000;

/** How many fell with this one: the most that were seen at once, since those that come back fell all the same. */
export function useFellWith(state: SessionState): number {
  const all = useAllNow();
  const { id } = state;
  const code = state.cause?.code ?? null;
  const since = state.cause?.since ?? '';
  const fall = `${id} ${code} ${since}`;
  const [seen, setSeen] = useState({ fall, others: 0 });
  useEffect(() => {
    const count = () => {
      const others = fellWith({ id, cause: code && { code, since } }, all());
      setSeen((was) => (was.fall === fall && was.others >= others ? was : { fall, others }));
    };
    count();
    const timer = setInterval(count, lookEveryMs);
    return () => clearInterval(timer);
  }, [all, id, code, since, fall]);
  return seen.fall === fall ? seen.others : 0;
}
