import { useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useApi } from '../api/api.tsx';
import { AskDialog } from '../page/ask-dialog.tsx';
import { useOnce } from '../page/once.ts';
import { useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { transferSession } from './manage-calls.ts';
import { PersonList, type Recipient } from './person-list.tsx';
import classes from './manage.module.css';

interface Props {
  session: Pick<SessionState, 'id' | 'name' | 'ownerId' | 'ownerName'>;
  onClose: () => void;
}

/** Gives a session to another person, or to nobody. */
export function TransferDialog({ session, onClose }: Props) {
  const { t } = useCopy();
  const api = useApi();
  const [to, setTo] = useState<Recipient | undefined>(undefined);
  const once = useOnce();
  // Whose it is needs no service, but it has to be seen.
  const lost = useTruth().lostSince !== null;
  const { name, ownerName: old } = session;
  const go = () => {
    const userId = to?.id ?? null;
    return once([session.id, userId], (key) => transferSession(api, session.id, userId, key));
  };
  return (
    <AskDialog
      title={
        to === undefined
          ? t('manage.transferOf', { name })
          : t('confirm.transfer.title', { name, user: to?.name ?? t('list.nobody').toLowerCase() })
      }
      submit={t('manage.transfer')}
      disabled={to === undefined || lost}
      onSubmit={go}
      onClose={onClose}
    >
      <PersonList chosen={to} ownerId={session.ownerId} onChoose={setTo} />
      <p className={classes.what} role="status">
        {lost ? t('unknown.noActionsLost') : to !== undefined && what(to, old, t)}
      </p>
    </AskDialog>
  );
}

function what(to: Recipient, old: string | null, t: ReturnType<typeof useCopy>['t']): string {
  if (to === null) return old === null ? t('manage.nobodyHint') : t('manage.toNobody', { old });
  return old === null
    ? t('manage.toUser', { user: to.name })
    : t('confirm.transfer.body', { user: to.name, old });
}
