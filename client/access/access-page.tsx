import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { NavLink, useParams } from 'react-router';
import { useMay } from '../auth/auth.tsx';
import { useBackKey } from '../page/back-key.ts';
import { PageHead } from '../page/page-head.tsx';
import { Queries } from '../page/queries.tsx';
import { NoRight } from '../session-form/no-right.tsx';
import { NoSuchPage } from '../shell/error-page.tsx';
import { useCopy } from '../words/language.tsx';
import { useKeysList, useLinks, useUsers, type AccessPart } from './access-data.ts';
import { KeyList } from './key-list.tsx';
import { LinkList } from './link-list.tsx';
import { UserList } from './user-list.tsx';
import classes from './access.module.css';
import '../words/people-words.ts';

const parts: readonly AccessPart[] = ['users', 'keys', 'links'];

/** Users, API keys and pairing links: one page, a part of it at each address. */
export function AccessPage() {
  const { part: named } = useParams();
  const part = parts.find((each) => each === named);
  const may = useMay();
  if (!may.manage) return <NoRight />;
  if (!part) return <NoSuchPage />;
  return (
    <Queries>
      <Access part={part} />
    </Queries>
  );
}

function Access({ part }: { part: AccessPart }) {
  const { t } = useCopy();
  useBackKey();
  const [making, setMaking] = useState<AccessPart | null>(null);
  const close = () => setMaking(null);
  const add = part === 'users' ? t('users.add') : t('apiKeys.add');
  return (
    <>
      <PageHead title={t('nav.access')} lead={t('access.lead')}>
        {part !== 'links' && (
          <Button
            variant="primary"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setMaking(part)}
          >
            {add}
          </Button>
        )}
      </PageHead>
      <Parts />
      {part === 'users' && <UserList making={making === 'users'} onMade={close} />}
      {part === 'keys' && <KeyList making={making === 'keys'} onMade={close} />}
      {part === 'links' && <LinkList />}
    </>
  );
}

function Parts() {
  const { t } = useCopy();
  const open = useLinks().data?.length;
  const counts = {
    users: useUsers().data?.length,
    keys: useKeysList().data?.length,
    links: open === undefined ? undefined : t('access.open', { n: open }),
  };
  return (
    <nav className={classes.parts} aria-label={t('access.parts')}>
      {parts.map((part) => (
        <NavLink key={part} to={`/access/${part}`} className={classes.part}>
          {t(`access.${part}`)} <span className={classes.count}>{counts[part]}</span>
        </NavLink>
      ))}
    </nav>
  );
}
