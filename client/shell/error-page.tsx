import { Button } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { useCopy } from '../words/language.tsx';
import classes from './error-page.module.css';

/** Something broke in a page: say so, and offer a way on. A chunk that is gone means a newer version is there. */
export function ErrorPage() {
  const { t } = useCopy();
  const error = useRouteError();
  const newer = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <main className={classes.page}>
      <h1>{t(newer ? 'shell.newerTitle' : 'shell.brokenTitle')}</h1>
      <p>{t(newer ? 'shell.newer' : 'shell.broken')}</p>
      {!newer && error instanceof Error && <p className={`mono ${classes.small}`}>{error.message}</p>}
      <Button variant="primary" onClick={() => window.location.reload()}>
        {t('shell.reload')}
      </Button>
      {/* A whole load: what broke may be the frame that a link inside the page needs. */}
      {!newer && <a href="/sessions">{t('fresh.toSessions')}</a>}
    </main>
  );
}

export function NoSuchPage() {
  const { t } = useCopy();
  return (
    <div className={classes.gone}>
      <h1>{t('shell.noPageTitle')}</h1>
      <p>{t('shell.noPage')}</p>
      <Link to="/sessions">{t('session.back')}</Link>
    </div>
  );
}
