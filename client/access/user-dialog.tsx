import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Person, UserPatch } from '../../contract/people.ts';
import { useApi } from '../api/api.tsx';
import { AskDialog } from '../page/ask-dialog.tsx';
import { useCopy } from '../words/language.tsx';
import { changeUser, deleteUser } from './access-calls.ts';
import { useChange } from './access-data.ts';
import { RoleChoice } from './role-choice.tsx';
import classes from './access.module.css';

export type UserAsk = 'edit' | 'reset' | 'disable' | 'enable' | 'delete';

interface Props {
  person: Person;
  onClose: () => void;
}

/** What an admin does with somebody, asked once more. */
export function UserDialog({ what, ...props }: Props & { what: UserAsk }) {
  switch (what) {
    case 'edit':
      return <EditDialog {...props} />;
    case 'reset':
      return <ResetDialog {...props} />;
    default:
      return <SureDialog {...props} what={what} />;
  }
}

function useUserChange(person: Person) {
  const api = useApi();
  const change = useChange('users');
  return {
    patch: (body: UserPatch) => change(body, (key) => changeUser(api, person.id, body, key)),
    remove: () => change('delete', (key) => deleteUser(api, person.id, key)),
  };
}

function EditDialog({ person, onClose }: Props) {
  const { t } = useCopy();
  const { patch } = useUserChange(person);
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(person.role);
  return (
    <AskDialog
      title={t('users.editTitle', { name: person.name })}
      submit={t('users.save')}
      disabled={name.trim() === '' || (name.trim() === person.name && role === person.role)}
      onSubmit={() => patch({ name: name.trim(), role })}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput
          label={t('users.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
          maxLength={200}
          data-autofocus
        />
        <RoleChoice role={role} onChange={setRole} />
      </div>
    </AskDialog>
  );
}

function ResetDialog({ person, onClose }: Props) {
  const { t } = useCopy();
  const { patch } = useUserChange(person);
  const [password, setPassword] = useState('');
  return (
    <AskDialog
      title={t('users.resetTitle', { name: person.name })}
      submit={t('users.resetDo')}
      disabled={password.length < 10}
      onSubmit={() => patch({ password })}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <p>{t('users.resetBody')}</p>
        <PasswordInput
          label={t('profile.new')}
          description={t('users.passwordHint')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
          data-autofocus
        />
      </div>
    </AskDialog>
  );
}

function SureDialog({ person, what, onClose }: Props & { what: 'disable' | 'enable' | 'delete' }) {
  const { t } = useCopy();
  const { patch, remove } = useUserChange(person);
  return (
    <AskDialog
      title={t(`users.${what}Title`, { name: person.name })}
      submit={t(`users.${what}Do`)}
      danger={what !== 'enable'}
      onSubmit={() => (what === 'delete' ? remove() : patch({ disabled: what === 'disable' }))}
      onClose={onClose}
    >
      <p>{t(`users.${what}Body`)}</p>
    </AskDialog>
  );
}
