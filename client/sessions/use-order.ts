import { useEffect, useMemo, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useExists } from '../live/live.tsx';
import { rememberOrder } from './list-order.ts';
import { arrange, group, hold, type Filter, type Groups } from './order.ts';

interface Held {
  filter: Filter;
  groups: Groups;
}

/** The list's groups; held still while `held` is true, with the number of rows that would move. */
export function useOrder(sessions: readonly SessionState[], filter: Filter, still: boolean) {
  const exists = useExists();
  const wanted = useMemo(() => group(arrange(sessions, filter), filter.sort), [sessions, filter]);
  const [held, setHeld] = useState<Held | null>(null);
  // Another filter is another list: what was held for the one before says nothing about it.
  const valid = held !== null && held.filter === filter && still ? held : null;
  if (still && !valid) setHeld({ filter, groups: wanted });
  if (!still && held) setHeld(null);

  const { shown, moves } = useMemo(
    () => (valid ? hold(valid.groups, wanted, exists) : { shown: wanted, moves: 0 }),
    [valid, wanted, exists],
  );
  useEffect(() => rememberOrder([...shown.needs, ...shown.rest]), [shown]);
  return { groups: shown, moves, sortNow: () => setHeld({ filter, groups: wanted }) };
}
