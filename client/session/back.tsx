import { ActionIcon } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { listAddress } from '../sessions/list-address.ts';
import { useCopy } from '../words/language.tsx';
import classes from './session-page.module.css';

/** Where a narrow screen has no room for crumbs. */
export function Back() {
  const { t } = useCopy();
  return (
    <ActionIcon
      component={Link}
      to={listAddress()}
      variant="subtle"
      size={44}
      className={classes.back}
      aria-label={t('session.back')}
    >
      <IconChevronLeft size={22} aria-hidden />
    </ActionIcon>
  );
}
