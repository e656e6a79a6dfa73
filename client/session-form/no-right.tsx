import { Link } from 'react-router';
import { useBackKey } from '../page/back-key.ts';
import { Titled } from '../page/titled.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './session-form.module.css';

/** For whoever came here by an address, without the role it needs. */
export function NoRight({ words }: { words?: string }) {
  const { t } = useCopy();
  useBackKey();
  return (
    <>
      <Titled className={classes.title}>{words ?? t('error.forbiddenPage')}</Titled>
      <Link to="/sessions">{t('session.back')}</Link>
    </>
  );
}
