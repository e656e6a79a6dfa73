import { TwoWays } from '../page/two-ways.tsx';
import { useCopy } from '../words/language.tsx';

interface Props {
  /** How many wait for their turn. */
  waiting: number;
  onClose: () => void;
  onLeave: () => void;
}

/** Asks before a sign-out takes a run with it. */
export default function LeaveRun({ waiting, onClose, onLeave }: Props) {
  const { t, n } = useCopy();
  return (
    <TwoWays
      title={n('bulk.leaveTitle', waiting)}
      body={t('confirm.leaveBulk.body')}
      stay={t('bulk.stay')}
      onStay={onClose}
      go={t('shell.signOut')}
      onGo={onLeave}
      danger
    />
  );
}
