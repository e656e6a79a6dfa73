import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useLayoutEffect } from 'react';
import { Link, matchPath, useLocation } from 'react-router';
import { useActions, useMissed } from '../actions/actions.tsx';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './fresh-notes.module.css';

/** More at once would cover the page; they come up as the others are put away. */
const atOnce = 3;

/** What failed out of sight, until it is put away or gone to. */
export function MissedFailures() {
  const { t } = useCopy();
  const { forget, found } = useActions();
  const { pathname, key } = useLocation();
  // By the key: the way to a page that one is on goes to its top, where it is said.
  useLayoutEffect(() => {
    const id = matchPath('/sessions/:id', pathname)?.params.id;
    if (id !== undefined) found(id);
  }, [pathname, key, found]);
  return useMissed()
    .slice(0, atOnce)
    .map(({ id, name, error }) => (
      <div key={id} className={classes.note} data-missed={id}>
        <p>
          <Link to={`/sessions/${encodeURIComponent(id)}`}>{name}</Link>: <Failure error={error} />
        </p>
        <ActionIcon variant="subtle" aria-label={t('shell.close')} onClick={() => forget(id)}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
    ));
}
