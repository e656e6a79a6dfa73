import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LoginRecord } from '../../contract/people.ts';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useAuth } from '../auth/auth.tsx';
import { AskDialog } from '../page/ask-dialog.tsx';
import { useBulk } from '../bulk/bulk.tsx';
import { Loading } from '../page/loading.tsx';
import { useTick } from '../time/ticker.ts';
import { ago, moment } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { browserName } from './browser-name.ts';
import { endLogin, endOthers, readLogins } from './profile-calls.ts';
import page from '../page/page.module.css';
import classes from './profile.module.css';

/** The browsers that stay signed in, and how to end them. */
export function Logins() {
  const speech = useCopy();
  const { t } = speech;
  const api = useApi();
  const auth = useAuth();
  const { leave } = useBulk();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['logins'], queryFn: () => readLogins(api) });
  const again = () => queries.invalidateQueries({ queryKey: ['logins'] });
  const end = useMutation({ mutationFn: (id: string) => endLogin(api, id), onSettled: again });
  const [everywhere, setEverywhere] = useState(false);
  const endAll = async () => {
    try {
      await endOthers(api);
    } finally {
      void again();
    }
    // This browser last: it asks for the others.
    await auth.signOut();
  };
  return (
    <section className={classes.part} aria-labelledby="logins">
      <h2 id="logins">{t('profile.logins')}</h2>
      {!data && <Loading error={error} onRetry={() => void refetch()} />}
      {data && (
        <ul className={classes.logins}>
          {data.map((login) => (
            <LoginLine
              key={login.id}
              login={login}
              ending={end.isPending && end.variables === login.id}
              onEnd={() => (login.current ? leave(() => void auth.signOut()) : end.mutate(login.id))}
            />
          ))}
        </ul>
      )}
      {end.error !== null && (
        <p role="alert" className={page.refused}>
          {failureWords(end.error, speech)}
        </p>
      )}
      {data && <Button onClick={() => leave(() => setEverywhere(true))}>{t('profile.everywhere')}</Button>}
      {everywhere && (
        <AskDialog
          title={t('profile.everywhereTitle')}
          submit={t('profile.everywhere')}
          danger
          onSubmit={endAll}
          onClose={() => setEverywhere(false)}
        >
          <p>{t('profile.everywhereBody')}</p>
        </AskDialog>
      )}
    </section>
  );
}

interface LineProps {
  login: LoginRecord;
  ending: boolean;
  onEnd: () => void;
}

function LoginLine({ login, ending, onEnd }: LineProps) {
  const { t, language } = useCopy();
  useTick();
  const now = Date.now();
  const browser = browserName(login.userAgent) ?? t('profile.unknownBrowser');
  const line = t('profile.loginLine', {
    when: moment(Date.parse(login.createdAt), now, language),
    ago: ago(Date.parse(login.lastSeenAt), now, language),
  });
  return (
    <li className={classes.login} data-login={login.current ? 'current' : 'other'}>
      <span className={classes.which}>
        <span>
          {browser} {login.current && <span className={page.chip}>{t('profile.thisOne')}</span>}
        </span>
        <small>{[line, login.ip].filter(Boolean).join(' · ')}</small>
      </span>
      <Button
        variant="subtle"
        color="gray"
        c="var(--hg-danger)"
        loading={ending}
        aria-label={login.current ? t('shell.signOut') : t('profile.endOf', { browser })}
        onClick={onEnd}
      >
        {login.current ? t('shell.signOut') : t('profile.end')}
      </Button>
    </li>
  );
}
