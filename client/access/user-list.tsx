import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Person } from '../../contract/people.ts';
import { useUser } from '../auth/auth.tsx';
import { useCalmSessions } from '../live/live.tsx';
import { Loading } from '../page/loading.tsx';
import { Moment } from '../time/moment.tsx';
import { ago } from '../time/words.ts';
import { useTick } from '../time/ticker.ts';
import { useCopy } from '../words/language.tsx';
import { useUsers } from './access-data.ts';
import { UserDialog, type UserAsk } from './user-dialog.tsx';
import { NewUserDialog } from './new-user-dialog.tsx';
import page from '../page/page.module.css';
import classes from './access.module.css';

export function UserList({ making, onMade }: { making: boolean; onMade: () => void }) {
  const { t } = useCopy();
  const { data, error, refetch } = useUsers();
  const { sessions, complete } = useCalmSessions();
  const [asked, setAsked] = useState<{ person: Person; what: UserAsk } | null>(null);
  const owned = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { ownerId } of sessions) if (ownerId) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
    return counts;
  }, [sessions]);
  return (
    <>
      {(!data || error !== null) && <Loading error={error} onRetry={() => void refetch()} />}
      {data && (
        <table className={page.table}>
          <thead>
            <tr>
              <th scope="col">{t('users.name')}</th>
              <th scope="col">{t('users.role')}</th>
              <th scope="col">{t('users.sessions')}</th>
              <th scope="col">{t('users.lastSeen')}</th>
              <th scope="col">
                <span className="unseen">{t('access.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((person) => (
              <UserRow
                key={person.id}
                person={person}
                owned={complete ? (owned.get(person.id) ?? 0) : null}
                onAsk={(what) => setAsked({ person, what })}
              />
            ))}
          </tbody>
        </table>
      )}
      {asked && <UserDialog person={asked.person} what={asked.what} onClose={() => setAsked(null)} />}
      {making && <NewUserDialog onClose={onMade} />}
    </>
  );
}

interface RowProps {
  person: Person;
  /** Null: not all sessions are read yet. */
  owned: number | null;
  onAsk: (what: UserAsk) => void;
}

function UserRow({ person, owned, onAsk }: RowProps) {
  const { t, n, language } = useCopy();
  const me = useUser();
  useTick();
  const seen = person.lastSeenAt === null ? null : Date.parse(person.lastSeenAt);
  return (
    <tr data-user={person.id}>
      <td className={page.main}>
        <span className={person.disabled ? classes.off : undefined}>{person.name}</span>{' '}
        {person.id === me.id && <span className={page.chip}>{t('users.you')}</span>}
        {person.disabled && <span className={page.chip}>{t('users.disabled')}</span>}
        <small>{person.email ?? t('users.elsewhere')}</small>
      </td>
      <td>{t(`role.${person.role}`)}</td>
      <td>
        {owned ? (
          <Link to={`/sessions?owner=${encodeURIComponent(person.id)}`}>
            <span aria-hidden>
              <span className={page.only}>{t('users.sessions')}: </span>
              {owned.toLocaleString(language)}
            </span>
            <span className="unseen">{n('users.sessionsOf', owned, { name: person.name })}</span>
          </Link>
        ) : (
          <>
            <span className={page.only}>{t('users.sessions')}: </span>
            {owned ?? '…'}
          </>
        )}
      </td>
      <td>
        <span className={page.only}>{t('users.lastSeen')}: </span>
        {seen === null ? t('access.never') : <Moment at={seen}>{ago(seen, Date.now(), language)}</Moment>}
      </td>
      <td>
        <UserMenu person={person} onAsk={onAsk} />
      </td>
    </tr>
  );
}

/** Another application decides all of its people but whether they may come here. */
function UserMenu({ person, onAsk }: Omit<RowProps, 'owned'>) {
  const { t } = useCopy();
  const own: UserAsk[] = person.email === null ? [] : ['edit', 'reset'];
  const asks: UserAsk[] = [...own, person.disabled ? 'enable' : 'disable', 'delete'];
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={40} aria-label={t('users.menuOf', { name: person.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {asks.map((what) => (
          <Menu.Item
            key={what}
            onClick={() => onAsk(what)}
            {...(what === 'delete' ? { c: 'var(--hg-danger)' } : {})}
          >
            {t(`users.${what}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
