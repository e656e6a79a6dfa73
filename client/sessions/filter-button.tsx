import { ActionIcon } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { lazy } from '../page/lazy.tsx';
import { useCopy } from '../words/language.tsx';
import type { SheetProps } from './filter-sheet.tsx';
import classes from './filter-button.module.css';

const FilterSheet = lazy(() => import('./filter-sheet.tsx'));

/** What a phone has no room for beside the search: the filters in a sheet, and here how many there are. */
export function FilterButton(props: Omit<SheetProps, 'onClose'>) {
  const { t, n } = useCopy();
  const [open, setOpen] = useState(false);
  const { phase, owner, sort } = props.filter;
  const active = [phase !== null, owner !== null, sort !== 'needs'].filter(Boolean).length;
  return (
    <>
      <ActionIcon
        size={44}
        className={classes.button}
        aria-label={active === 0 ? t('list.filters') : n('list.filtersOn', active)}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <IconFilter size={18} aria-hidden />
        {active > 0 && (
          <span className={classes.count} aria-hidden>
            {active}
          </span>
        )}
      </ActionIcon>
      <Suspense>{open && <FilterSheet {...props} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
