import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { useActions, useMissed } from '../actions/actions.tsx';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './fresh-notes.module.css';

/** More at once would cover the page; they come up as the others are put away. */
const atOnce = 3;

/** What failed for a session that is not on the screen, until it is put away or its page is opened. */
export function MissedFailures() {
  const { t } = useCopy();
  const { forget } = useActions();
  const { pathname } = useLocation();
  const pageOf = (id: string) => `/sessions/${encodeURIComponent(id)}`;
  const missed = useMissed().filter(({ id }) => pageOf(id) !== pathname);
  return missed.slice(0, atOnce).map(({ id, name, error }) => (
    <div key={id} className={classes.note} data-missed={id}>
      <p>
        <Link to={pageOf(id)}>{name}</Link>: <Failure error={error} />
      </p>
      <ActionIcon variant="subtle" aria-label={t('shell.close')} onClick={() => forget(id)}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  ));
}
