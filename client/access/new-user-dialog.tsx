import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../api/api.tsx';
import { AskDialog } from '../page/ask-dialog.tsx';
import { useCopy } from '../words/language.tsx';
import { makeUser, type NewUser } from './access-calls.ts';
import { useChange } from './access-data.ts';
import { RoleChoice } from './role-choice.tsx';
import classes from './access.module.css';

export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useCopy();
  const api = useApi();
  const change = useChange('users');
  const [user, setUser] = useState<NewUser>({ name: '', email: '', password: '', role: 'operator' });
  const set = (part: Partial<NewUser>) => setUser((before) => ({ ...before, ...part }));
  const whole =
    user.name.trim() !== '' && /^[^\s@]+@[^\s@]+$/.test(user.email.trim()) && user.password.length >= 10;
  const make = () => {
    const body = { ...user, name: user.name.trim(), email: user.email.trim() };
    return change(body, (key) => makeUser(api, body, key));
  };
  return (
    <AskDialog
      title={t('users.add')}
      submit={t('users.make')}
      disabled={!whole}
      onSubmit={make}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput
          label={t('users.name')}
          value={user.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          autoComplete="off"
          maxLength={200}
          data-autofocus
        />
        <TextInput
          label={t('users.email')}
          type="email"
          value={user.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
          autoComplete="off"
          maxLength={320}
        />
        <PasswordInput
          label={t('users.password')}
          description={t('users.passwordHint')}
          value={user.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
        />
        <RoleChoice role={user.role} onChange={(role) => set({ role })} />
      </div>
    </AskDialog>
  );
}
