import { useUser } from '../auth/auth.tsx';
import { useBackKey } from '../page/back-key.ts';
import { PageHead } from '../page/page-head.tsx';
import { Queries } from '../page/queries.tsx';
import { useCopy } from '../words/language.tsx';
import { Logins } from './logins.tsx';
import { PasswordForm } from './password-form.tsx';
import classes from './profile.module.css';
import '../words/people-words.ts';

/** One's own account; language and colours are in the menu that leads here. */
export function ProfilePage() {
  const { t } = useCopy();
  useBackKey();
  const { name, email, role } = useUser();
  const who = [name, email, t(`role.${role}`)].filter(Boolean).join(' · ');
  return (
    <Queries>
      <div className={classes.page}>
        <PageHead title={t('profile.title')} lead={`${who}. ${t('profile.who')}`} />
        <PasswordForm />
        <Logins />
      </div>
    </Queries>
  );
}
