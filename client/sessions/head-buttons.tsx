import { useMay } from '../auth/auth.tsx';
import { NewSessionButton } from './new-session-button.tsx';
import { SyncButton } from './sync.tsx';

interface Props {
  count: number;
  /** All sessions are here. */
  ready: boolean;
  /** Why nothing can be done now, in words; null: it can. */
  blocked: string | null;
  /** The service cannot be reached. */
  away: boolean;
  /** This dashboard lost its connection. */
  lost: boolean;
  onSync: () => void;
}

/** What a manager does with the list as a whole. */
export function HeadButtons({ count, ready, blocked, away, lost, onSync }: Props) {
  const may = useMay();
  if (!may.manage) return null;
  return (
    <>
      {count > 0 && <SyncButton count={count} blocked={blocked} onClick={onSync} />}
      {ready && <NewSessionButton blocked={away} sun={!lost} />}
    </>
  );
}
