import { Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { NewApiKey, Scope } from '../../contract/keys.ts';
import { useApi } from '../api/api.tsx';
import { AskDialog } from '../page/ask-dialog.tsx';
import { Tick } from '../tick/tick.tsx';
import { useCopy } from '../words/language.tsx';
import { makeKey } from './access-calls.ts';
import { useChange } from './access-data.ts';
import { scopesInOrder, scopeWord } from './scope-word.ts';
import classes from './access.module.css';

const days = { never: null, month: 30, quarter: 90, year: 365 } as const;
type End = keyof typeof days;
const ends = Object.keys(days) as End[];

const endOf = (end: End): string | null => {
  const count = days[end];
  return count === null ? null : new Date(Date.now() + count * 86_400_000).toISOString();
};

interface Props {
  onMade: (made: NewApiKey) => void;
  onClose: () => void;
}

export function NewKeyDialog({ onMade, onClose }: Props) {
  const { t } = useCopy();
  const api = useApi();
  const change = useChange('keys');
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['sessions:read']);
  const [end, setEnd] = useState<End>('never');
  const toggle = (scope: Scope) =>
    setScopes(scopesInOrder.filter((each) => scopes.includes(each) !== (each === scope)));
  // Its end is counted from the first time that it is asked for, so that the same asking is the same call.
  const expiresAt = useMemo(() => endOf(end), [end]);
  const make = async () => {
    const body = { name: name.trim(), scopes: [...scopes], expiresAt };
    onMade(await change(body, (key) => makeKey(api, body, key)));
  };
  return (
    <AskDialog
      title={t('apiKeys.add')}
      submit={t('users.make')}
      disabled={name.trim() === '' || scopes.length === 0}
      onSubmit={make}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput
          label={t('users.name')}
          description={t('apiKeys.nameHint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
          maxLength={200}
          data-autofocus
        />
        <fieldset className={classes.scopes}>
          <legend>{t('apiKeys.may')}</legend>
          {scopesInOrder.map((scope) => (
            <label key={scope} className={classes.scope}>
              <Tick checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
              <span>
                {t(`apiKeys.scopes.${scopeWord[scope]}`)}
                <small>{t(`apiKeys.scopeHint.${scopeWord[scope]}`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <Select
          label={t('apiKeys.ends')}
          value={end}
          onChange={(value) => setEnd(ends.find((each) => each === value) ?? 'never')}
          data={ends.map((value) => ({ value, label: t(`apiKeys.endsIn.${value}`) }))}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
      </div>
    </AskDialog>
  );
}
