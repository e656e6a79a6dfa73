import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useCopy } from '../words/language.tsx';
import classes from './crumbs.module.css';
import { listAddress } from './list-address.ts';

interface Props {
  className?: string | undefined;
  /** What is below the list, `data-long` the one that gives way; none while it is not known. */
  children?: ReactNode;
}

/** Where a page is: the list as it was left, and what is below it. */
export function Crumbs({ className = '', children }: Props) {
  const { t } = useCopy();
  return (
    <nav className={`${classes.crumbs} ${className}`} aria-label={t('session.where')}>
      <Link to={listAddress()}>{t('nav.sessions')}</Link>
      {children && <span aria-hidden>›</span>}
      {children}
    </nav>
  );
}
