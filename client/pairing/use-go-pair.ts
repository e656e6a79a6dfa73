import { useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { useActions } from '../actions/actions.tsx';
import { useMay } from '../auth/auth.tsx';
import { useBulk } from '../bulk/bulk.tsx';
import { useAllNow } from '../live/live.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { toPair } from './to-pair.ts';

/** Opens the page of a session that wants a phone, and starts its codes. */
export function useGoPair(): (next: SessionState) => void {
  const navigate = useNavigate();
  const { ask } = useActions();
  const blocked = useBlocked() !== null;
  const { queue, pair } = useBulk();
  return (next) => {
    const at = queue?.ids.indexOf(next.id, queue.at + 1) ?? -1;
    if (queue && at >= 0) return pair(queue.ids, at);
    // Where nothing can be started now, its page says why.
    if (next.phase !== 'pairing' && !blocked) void ask(next, 'connect');
    void navigate(`/sessions/${encodeURIComponent(next.id)}`);
  };
}

/** The same for the next one of all, where no session is open. */
export function usePairNext(): () => void {
  const { act, seeCodes } = useMay();
  const all = useAllNow();
  const go = useGoPair();
  const { queue } = useBulk();
  return () => {
    const [next] = act && seeCodes ? toPair(all(), '', queue?.ids.slice(queue.at + 1) ?? []) : [];
    if (next) go(next);
  };
}
