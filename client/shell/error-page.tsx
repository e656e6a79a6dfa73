import { Button } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { useBackKey } from '../page/back-key.ts';
import { Titled } from '../page/titled.tsx';
import { useCopy } from '../words/language.tsx';
import { useNewerThanThis } from './newer-version.ts';
import classes from './error-page.module.css';

/** Something broke in a page: say so, and offer a way on. `within`: the frame around it still stands. */
export function ErrorPage({ within = false }: { within?: boolean }) {
  const { t } = useCopy();
  const error = useRouteError();
  const newer = useNewerThanThis();
  const title = t(newer ? 'shell.newerTitle' : 'shell.brokenTitle');
  const Frame = within ? 'div' : 'main';
  return (
    <Frame className={classes.page}>
      <Titled>{title}</Titled>
      <p>{t(newer ? 'shell.newer' : 'shell.broken')}</p>
      {!newer && error instanceof Error && <p className={`mono ${classes.small}`}>{error.message}</p>}
      <Button variant="primary" onClick={() => window.location.reload()}>
        {t('shell.reload')}
      </Button>
      {/* A whole load: what broke may be the frame that a link inside the page needs. */}
      {!newer && <a href="/sessions">{t('fresh.toSessions')}</a>}
    </Frame>
  );
}

export function NoSuchPage() {
  const { t } = useCopy();
  useBackKey();
  return (
    <div className={classes.gone}>
      <Titled>{t('shell.noPageTitle')}</Titled>
      <p>{t('shell.noPage')}</p>
      <Link to="/sessions">{t('session.back')}</Link>
    </div>
  );
}
