import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useBackKey } from '../page/back-key.ts';
import { listAddress } from '../sessions/list-address.ts';
import { useCopy } from '../words/language.tsx';
import classes from './session-page.module.css';

/** In place of a session that is not there. @param name of one that was there until now; null: it was never seen here */
export function GoneSession({ name }: { name: string | null }) {
  const { t } = useCopy();
  const { say } = useAnnouncer();
  const title = useRef<HTMLHeadingElement>(null);
  const words = name === null ? t('session.noneTitle') : t('session.goneTitle', { name });
  useBackKey();
  useDocumentTitle(`${words} · Heliograph`);
  useEffect(() => {
    if (name === null) return;
    say(words);
    // What had the focus went with the session.
    title.current?.focus();
  }, [name, words, say]);
  return (
    <div className={classes.gone}>
      <h1 ref={title} tabIndex={-1}>
        {words}
      </h1>
      <p>{t(name === null ? 'error.notFound' : 'session.goneBody')}</p>
      <Link to={listAddress()}>{t('session.back')}</Link>
    </div>
  );
}
