import { useCallback, useMemo, useRef, useState } from 'react';
import { reach, shownOnly, toggle, type Selecting, type Selection } from '../bulk/selection.ts';

const none: Selection = new Set();

/** The selected rows of what the list shows. */
export function useSelection(ids: readonly string[]): Selecting & { clear: () => void } {
  const [kept, setKept] = useState<Selection>(none);
  const selection = useMemo(() => shownOnly(kept, ids), [kept, ids]);
  const last = useRef<string | null>(null);
  const shown = useRef(ids);
  shown.current = ids;
  const onSelect = useCallback((id: string, through: boolean) => {
    const from = last.current;
    last.current = id;
    setKept((before) => {
      // What another filter hides now was selected for another list: it does not come back with the next one.
      const now = shownOnly(before, shown.current);
      return through ? reach(now, shown.current, from, id) : toggle(now, id);
    });
  }, []);
  const onAll = useCallback((all: boolean) => setKept(all ? new Set(shown.current) : none), []);
  const clear = useCallback(() => setKept(none), []);
  return { selection, onSelect, onAll, clear };
}
