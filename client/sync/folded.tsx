import { useState, type ReactNode } from 'react';
import { useCopy } from '../words/language.tsx';
import classes from './sync-dialog.module.css';

interface Props<Item> {
  items: readonly Item[];
  children: (item: Item) => ReactNode;
}

const shownAtFirst = 5;
/** More than this nobody reads, and a page of thousands of names stands still. */
const shownAtMost = 500;

/** The first of a long list; the rest is made when it is unfolded. */
export function Folded<Item>({ items, children }: Props<Item>) {
  const { n } = useCopy();
  const [open, setOpen] = useState(false);
  // To fold one away is no shorter than to show it.
  const first = items.length === shownAtFirst + 1 ? items.length : shownAtFirst;
  const beyond = Math.max(0, items.length - shownAtMost);
  return (
    <>
      <ul className={classes.list}>{items.slice(0, first).map(children)}</ul>
      {items.length > first && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className={classes.more}>{n('sync.more', items.length - first)}</summary>
          {open && <ul className={classes.list}>{items.slice(first, shownAtMost).map(children)}</ul>}
          {open && beyond > 0 && <p className={classes.hint}>{n('sync.rest', beyond)}</p>}
        </details>
      )}
    </>
  );
}
