import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useRef, useState } from 'react';
import { BulkItem } from './bulk-item.tsx';
import type { BulkKind, Item } from './run.ts';
import classes from './bulk-drawer.module.css';

interface Props {
  items: readonly Item[];
  kind: BulkKind;
  onPair: (id: string) => void;
}

const linePx = 57;

/** The sessions of a run. Of thousands only those in view exist, and the one that has the focus. */
export function BulkItems({ items, kind, onPair }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      const place = focused === null ? -1 : items.findIndex(({ id }) => id === focused);
      return place < 0 || shown.includes(place) ? shown : [...shown, place].sort((a, b) => a - b);
    },
    [focused, items],
  );
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => linePx,
    getItemKey: useCallback((index: number) => items[index]?.id ?? index, [items]),
    overscan: 6,
    rangeExtractor,
  });
  return (
    <div ref={box} className={classes.items} tabIndex={0} role="group" aria-labelledby="bulk-title">
      <ul
        style={{ height: virtual.getTotalSize() }}
        onFocus={(event) =>
          setFocused(event.target.closest<HTMLElement>('[data-item]')?.dataset['item'] ?? null)
        }
        onBlur={() => setFocused(null)}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return (
            item && (
              <BulkItem
                key={item.id}
                item={item}
                kind={kind}
                place={index}
                total={items.length}
                top={start}
                measure={virtual.measureElement}
                onPair={onPair}
              />
            )
          );
        })}
      </ul>
    </div>
  );
}
