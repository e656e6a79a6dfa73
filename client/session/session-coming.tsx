/** In place of a session that is not there yet: it is on its way, or the gateway cannot be heard, or cannot read it. */
import { Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { useKeys } from '../keys/keys.ts';
import { useDoubt, useRetry } from '../live/live.tsx';
import { Loading } from '../page/loading.tsx';
import { Crumbs } from '../sessions/crumbs.tsx';
import { listAddress } from '../sessions/list-address.ts';
import { Banners } from '../truth/banners.tsx';
import { TruthPill } from '../truth/truths.tsx';
import { useCopy } from '../words/language.tsx';
import { Back } from './back.tsx';
import classes from './session-page.module.css';

export function SessionComing() {
  const { t } = useCopy();
  const navigate = useNavigate();
  const reason = useDoubt()?.reason ?? null;
  const retry = useRetry();
  useDocumentTitle(`${t('nav.sessions')} · Heliograph`);
  useKeys({ Escape: () => void navigate(listAddress()) });
  return (
    <div className={classes.page}>
      <Crumbs className={classes.crumbs} />
      <header className={classes.head}>
        <Back />
        <div className={classes.titles}>
          {reason === null && (
            <div role="status" aria-label={t('list.loading')}>
              <Skeleton height={30} width={200} radius="sm" />
            </div>
          )}
          <TruthPill />
        </div>
      </header>
      <Banners />
      {reason === null ? (
        <Skeleton height={320} radius="lg" />
      ) : (
        // As in the list: over a socket there is no status, and what a gateway cannot read comes from its database.
        <Loading error={new HeliographError({ reason, status: 503, message: reason })} onRetry={retry} />
      )}
    </div>
  );
}
