import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Banners } from '../truth/banners.tsx';
import { TruthPill } from '../truth/truths.tsx';
import classes from './page.module.css';

interface Props {
  title: string;
  lead: string;
  /** What can be done with all of it. */
  children?: ReactNode;
}

export function PageHead({ title, lead, children }: Props) {
  useDocumentTitle(`${title} · Heliograph`);
  return (
    <>
      <header className={classes.head}>
        <div className={classes.titles}>
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
        <TruthPill />
        {children}
      </header>
      <Banners />
    </>
  );
}
