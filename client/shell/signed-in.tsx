/** Pages behind the login: a feed while somebody is signed in, the login page with the way back otherwise. */
import { Button, Loader } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { AsksProvider } from '../actions/actions.tsx';
import { createAsks } from '../actions/asks.ts';
import { useApi } from '../api/api.tsx';
import { useAuth, useSignIn } from '../auth/auth.tsx';
import { LiveProvider } from '../live/live.tsx';
import type { FeedPort } from '../live/port.ts';
import { useCopy } from '../words/language.tsx';
import classes from './error-page.module.css';

export function SignedIn({ openFeed }: { openFeed: () => FeedPort }) {
  const signIn = useSignIn();
  const auth = useAuth();
  const location = useLocation();
  const { t } = useCopy();
  switch (signIn.status) {
    case 'starting':
      return <Starting />;
    case 'no-answer':
      return (
        <main className={classes.page}>
          <h1>{t('shell.noAnswerTitle')}</h1>
          <p>{t('shell.noAnswer')}</p>
          <Button variant="primary" onClick={() => void auth.start()}>
            {t('button.retry')}
          </Button>
        </main>
      );
    case 'signed-out': {
      const from = location.pathname + location.search;
      return <Navigate to="/login" replace state={from === '/' ? null : { from }} />;
    }
    case 'signed-in':
      return <Connected key={signIn.user.id} openFeed={openFeed} />;
  }
}

function Starting() {
  const { t } = useCopy();
  return (
    <main className={classes.page} aria-busy>
      <span role="status" className={classes.soon}>
        <Loader size="sm" color="gray" aria-hidden />
        <span className="unseen">{t('list.loading')}</span>
      </span>
    </main>
  );
}

function Connected({ openFeed }: { openFeed: () => FeedPort }) {
  const auth = useAuth();
  const api = useApi();
  const [feed, setFeed] = useState<FeedPort | null>(null);
  const asks = useMemo(() => feed && createAsks(api, feed), [api, feed]);
  useEffect(() => {
    const opened = openFeed();
    // The gateway refused this login for good: it was ended elsewhere.
    const watch = opened.onConnection((connection) => {
      if (connection.is === 'signed-out') auth.lost();
    });
    setFeed(opened);
    return () => {
      watch();
      opened.close();
    };
  }, [openFeed, auth]);
  if (!feed || !asks) return null;
  return (
    <LiveProvider feed={feed}>
      <AsksProvider asks={asks}>
        <Outlet />
      </AsksProvider>
    </LiveProvider>
  );
}
