import { useId } from 'react';
import type { Person } from '../../contract/people.ts';
import { useCopy } from '../words/language.tsx';
import classes from './access.module.css';

type Role = Person['role'];
const roles: readonly Role[] = ['admin', 'operator', 'viewer'];

/** Each role with what it may do. */
export function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const { t } = useCopy();
  const group = useId();
  return (
    <fieldset className={classes.scopes}>
      <legend>{t('users.role')}</legend>
      {roles.map((each) => (
        <label key={each} className={classes.scope}>
          <input
            type="radio"
            name={group}
            checked={role === each}
            onChange={() => onChange(each)}
            className={classes.radio}
          />
          <span>
            {t(`role.${each}`)}
            <small>{t(`users.roleHint.${each}`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
