import { Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Navigate, useLocation } from 'react-router';
import { Failure } from '../api/failure.tsx';
import { isRefusal } from '../api/refusal.ts';
import { useAuth, useSignIn } from '../auth/auth.tsx';
import { DemoStrip } from '../demo/demo-strip.tsx';
import { isDemo } from '../demo/is-demo.ts';
import { Mark } from '../shell/brand.tsx';
import { languageNames } from '../shell/user-menu.tsx';
import { languages } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { backTo } from './back-to.ts';
import classes from './login-page.module.css';

function SignInForm() {
  const { t } = useCopy();
  const auth = useAuth();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await auth.signIn(String(form.get('email')).trim(), String(form.get('password')));
    } catch (failure) {
      setError(failure);
      setBusy(false);
      password.current?.select();
    }
  };

  const wrong = isRefusal(error) && error.reason === 'unauthorized';
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('login.email')}
        name="email"
        type="email"
        size="md"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
      />
      <PasswordInput
        ref={password}
        label={t('login.password')}
        name="password"
        size="md"
        autoComplete="current-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
      />
      <p role="alert" className={classes.error}>
        {wrong ? t('error.login') : error !== null && <Failure error={error} />}
      </p>
      <Button type="submit" variant="primary" size="md" fullWidth loading={busy}>
        {t('login.signIn')}
      </Button>
      <p className={classes.hint}>{t('login.hint')}</p>
    </form>
  );
}

export function LoginPage() {
  const { t, language, choose } = useCopy();
  const signIn = useSignIn();
  const location = useLocation();
  const demo = isDemo();
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${t('login.signIn')} · Heliograph`);
  useEffect(() => {
    document.documentElement.scrollTop = 0;
  }, []);

  if (signIn.status === 'signed-in') return <Navigate to={backTo(location.state)} replace />;
  const forced = signIn.status === 'signed-out' && signIn.forced;
  return (
    <div className={classes.page} data-demo={demo || undefined}>
      {demo && <DemoStrip />}
      <svg className={classes.sun} viewBox="2 2 28 28" aria-hidden>
        <path d="M16 2a14 14 0 0 0-9.9 23.9L25.9 6.1A13.96 13.96 0 0 0 16 2Z" fill="#FFBC3D" />
        <path d="M28.2 9.3 9.3 28.2A14 14 0 0 0 28.2 9.3Z" fill="var(--hg-text)" />
      </svg>
      <header className={classes.brand}>
        <Mark size={26} />
        Heliograph
      </header>
      <main className={classes.main}>
        <h1 ref={heading} className={classes.title}>
          {t('login.signIn')}
        </h1>
        <p className={classes.lead}>{forced ? t('error.signedOut') : t('login.lead')}</p>
        <SignInForm />
      </main>
      <footer className={classes.foot}>
        {languages.map((each) => (
          <UnstyledButton
            key={each}
            lang={each}
            className={classes.language}
            aria-pressed={language === each}
            onClick={() => choose(each)}
          >
            {languageNames[each]}
          </UnstyledButton>
        ))}
      </footer>
    </div>
  );
}
