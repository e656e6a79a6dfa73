import { Link } from 'react-router';
import { useCopy } from '../words/language.tsx';
import classes from './session-form.module.css';

/** For whoever came here by an address, without the role it needs. */
export function NoRight({ words }: { words?: string }) {
  const { t } = useCopy();
  return (
    <>
      <h1 className={classes.title}>{words ?? t('error.forbiddenPage')}</h1>
      <Link to="/sessions">{t('session.back')}</Link>
    </>
  );
}
