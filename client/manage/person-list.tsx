import { Skeleton, TextInput, Button } from '@mantine/core';
import { IconSearch, IconUserOff } from '@tabler/icons-react';
import { useCallback, useEffect, useId, useState } from 'react';
import type { Person } from '../../contract/people.ts';
import { useApi } from '../api/api.tsx';
import { Failure } from '../api/failure.tsx';
import { useCopy } from '../words/language.tsx';
import { readPeople } from './manage-calls.ts';
import classes from './manage.module.css';

/** Null: nobody. */
export type Recipient = { id: string; name: string } | null;

interface Props {
  /** Undefined: no choice was made yet. */
  chosen: Recipient | undefined;
  /** Who has it now; undefined: several sessions are given away, with owners of their own. */
  ownerId?: string | null | undefined;
  onChoose: (recipient: Recipient) => void;
}

/** People to search, and nobody; one of them is chosen. */
export function PersonList({ chosen, ownerId, onChoose }: Props) {
  const { t } = useCopy();
  const api = useApi();
  const group = useId();
  const [people, setPeople] = useState<Person[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [search, setSearch] = useState('');
  const load = useCallback(() => {
    setError(null);
    readPeople(api).then(setPeople, setError);
  }, [api]);
  useEffect(load, [load]);
  const wanted = search.trim().toLowerCase();
  const found = (people ?? []).filter(({ name, email }) =>
    `${name} ${email ?? ''}`.toLowerCase().includes(wanted),
  );
  const now = (id: string | null) =>
    ownerId === id && <small className={classes.now}>{t('manage.ownerNow')}</small>;
  return (
    <>
      <TextInput
        mt="md"
        aria-label={t('manage.findUser')}
        placeholder={t('manage.findUser')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      {error !== null && (
        <div role="alert" className={classes.failed}>
          <Failure error={error} />{' '}
          <Button size="compact-sm" onClick={load}>
            {t('button.retry')}
          </Button>
        </div>
      )}
      {people === null && error === null && <Skeleton height={96} mt="sm" radius="md" />}
      {people !== null && (
        <div role="radiogroup" aria-label={t('manage.people')} className={classes.people}>
          {found.map((person) => (
            <label key={person.id} className={classes.person}>
              <input
                type="radio"
                name={group}
                checked={chosen?.id === person.id}
                disabled={ownerId === person.id}
                onChange={() => onChoose({ id: person.id, name: person.name })}
              />
              <span className={classes.who}>
                {person.name}
                <small>
                  {[person.email, t(`role.${person.role}`)].filter((each) => each !== null).join(' · ')}
                </small>
              </span>
              {now(person.id)}
            </label>
          ))}
          {found.length === 0 && <p className={classes.none}>{t('manage.noUser')}</p>}
          <label className={classes.person}>
            <input
              type="radio"
              name={group}
              checked={chosen === null}
              disabled={ownerId === null}
              onChange={() => onChoose(null)}
            />
            <span className={classes.who}>
              {t('list.nobody')}
              <small>{t('manage.nobodyHint')}</small>
            </span>
            {now(null)}
            <IconUserOff size={16} aria-hidden />
          </label>
        </div>
      )}
    </>
  );
}
