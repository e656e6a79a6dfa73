/** What is asked once more before it is done with a session. */
import { Suspense } from 'react';
import { useMatch, useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { lazy } from '../page/lazy.tsx';
import { listAddress } from '../sessions/list-address.ts';

const Confirm = lazy(async () => ({ default: (await import('../actions/confirm.tsx')).Confirm }));
const DeleteDialog = lazy(async () => ({
  default: (await import('../manage/delete-dialog.tsx')).DeleteDialog,
}));
const TransferDialog = lazy(async () => ({
  default: (await import('../manage/transfer-dialog.tsx')).TransferDialog,
}));

export type Sure = 'disconnect' | 'logout' | 'transfer' | 'delete';

interface Props {
  session: SessionState;
  what: Sure;
  onClose: () => void;
}

export function SureDialog({ session, what, onClose }: Props) {
  const navigate = useNavigate();
  const here = useMatch('/sessions/:id/*')?.params.id;
  return (
    <Suspense>
      {(what === 'disconnect' || what === 'logout') && (
        <Confirm session={session} what={what} onClose={onClose} />
      )}
      {what === 'transfer' && <TransferDialog session={session} onClose={onClose} />}
      {what === 'delete' && (
        <DeleteDialog
          session={session}
          onClose={onClose}
          // Its page is gone with it.
          onDeleted={() => here === session.id && void navigate(listAddress())}
        />
      )}
    </Suspense>
  );
}
