import { Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { isRefusal } from '../api/refusal.ts';
import { useAuth } from '../auth/auth.tsx';
import { useCopy } from '../words/language.tsx';
import { changePassword } from './profile-calls.ts';
import page from '../page/page.module.css';
import classes from './profile.module.css';

export function PasswordForm() {
  const speech = useCopy();
  const { t } = speech;
  const api = useApi();
  const auth = useAuth();
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [sending, setSending] = useState(false);
  const [told, setTold] = useState<{ error: unknown } | 'changed' | null>(null);
  const wrong = told !== null && told !== 'changed' && isRefusal(told.error) && told.error.status === 403;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (sending || current === '' || next.length < 10) return;
    setSending(true);
    setTold(null);
    try {
      await changePassword(api, current, next);
      // The token from before has ended with the others.
      await auth.token({ fresh: true });
      setCurrent('');
      setNext('');
      setTold('changed');
      void queries.invalidateQueries({ queryKey: ['logins'] });
    } catch (error) {
      setTold({ error });
    }
    setSending(false);
  };
  const toggle = { 'aria-label': t('login.show') };
  return (
    <form className={classes.part} onSubmit={(event) => void send(event)}>
      <h2>{t('profile.password')}</h2>
      <PasswordInput
        label={t('profile.current')}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={wrong && t('profile.wrong')}
        autoComplete="current-password"
        visibilityToggleButtonProps={toggle}
      />
      <PasswordInput
        label={t('profile.new')}
        description={t('profile.newHint')}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
      />
      {told !== null && told !== 'changed' && !wrong && (
        <p role="alert" className={page.refused}>
          {failureWords(told.error, speech)}
        </p>
      )}
      <p role="status" className={classes.done}>
        {told === 'changed' && t('profile.changed')}
      </p>
      <Button type="submit" variant="primary" disabled={current === '' || next.length < 10} loading={sending}>
        {t('profile.change')}
      </Button>
    </form>
  );
}
