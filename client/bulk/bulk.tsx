/** A run over many sessions lives above the pages: it goes on while others are looked at. */
import {
  createContext,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { useActions } from '../actions/actions.tsx';
import { possible } from '../actions/possible.ts';
import { useApi } from '../api/api.tsx';
import { useAuth, useUser } from '../auth/auth.tsx';
import { useSessions, useStateNow } from '../live/live.tsx';
import { lazy } from '../page/lazy.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { useTruth } from '../truth/truth.ts';
import { deskOf, leaveDesk, type Desk } from './desk.ts';
import { nextInQueue, type PairQueue } from './pair-queue.ts';
import { progressOf, type BulkKind, type Run } from './run.ts';
import type { Runner } from './runner.ts';
import { blindTo } from './sight.ts';

const LeaveRun = lazy(() => import('./leave-run.tsx'));

interface Bulk {
  runner: Runner;
  open: boolean;
  setOpen: (open: boolean) => void;
  queue: PairQueue | null;
  /** Goes to the first of the queue from `at` on that still wants a phone, and starts its pairing; else the queue is over. */
  pair: (ids: readonly string[], at: number) => void;
  start: (kind: BulkKind, sessions: readonly SessionState[], to?: Run['to']) => void;
  /** Signs out, by `go`; asks first while some still wait for their turn. */
  leave: (go: () => void) => void;
}
const BulkContext = createContext<Bulk | null>(null);

export function useBulk(): Bulk {
  const bulk = use(BulkContext);
  if (!bulk) throw new Error('No runs above this component');
  return bulk;
}

/** The run that there is, over or not; null: none. */
export function useRun(): Run | null {
  const { runner } = useBulk();
  return useSyncExternalStore(runner.follow, runner.current);
}

export function BulkProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const auth = useAuth();
  const user = useUser();
  const navigate = useNavigate();
  const { ask } = useActions();
  const stateNow = useStateNow();
  const blocked = useBlocked() !== null;
  const [desk] = useState(() => deskOf(auth, user.id, api));
  const { runner } = desk;
  const [open, setOpen] = useState(false);
  const [queue, setQueue] = useState<PairQueue | null>(null);
  const [leaving, setLeaving] = useState<{ go: () => void } | null>(null);
  const run = useSyncExternalStore(runner.follow, runner.current);
  useEffect(() => () => leaveDesk(auth, desk), [auth, desk]);
  const start = useCallback<Bulk['start']>(
    (kind, sessions, to) => {
      desk.states = new Map(sessions.map((each) => [each.id, each]));
      runner.start(kind, sessions, to);
      setOpen(true);
    },
    [desk, runner],
  );
  const pair = useCallback<Bulk['pair']>(
    (ids, at) => {
      const place = nextInQueue(ids, at, stateNow);
      const state = stateNow(ids[place ?? -1] ?? '');
      setQueue(place === null ? null : { ids, at: place });
      if (!state) return;
      // Where nothing can be started now, its page says why.
      if (possible(state, true).connect && !blocked) void ask(state, 'connect');
      void navigate(`/sessions/${encodeURIComponent(state.id)}`);
    },
    [ask, blocked, navigate, stateNow],
  );
  const leave = useCallback<Bulk['leave']>(
    (go) => (waitingOf(runner) > 0 ? setLeaving({ go }) : go()),
    [runner],
  );
  const bulk = useMemo<Bulk>(
    () => ({ runner, open, setOpen, queue, pair, start, leave }),
    [runner, open, queue, pair, start, leave],
  );
  return (
    <BulkContext value={bulk}>
      {children}
      {run && <Watch desk={desk} />}
      <Suspense>
        {leaving && (
          <LeaveRun
            waiting={waitingOf(runner)}
            onClose={() => setLeaving(null)}
            onLeave={() => {
              setLeaving(null);
              leaving.go();
            }}
          />
        )}
      </Suspense>
    </BulkContext>
  );
}

const waitingOf = (runner: Runner) => progressOf(runner.current()?.items ?? []).waiting;

/** Shows the run what happens, while there is one. */
function Watch({ desk }: { desk: Desk }) {
  const { runner } = desk;
  const { sessions, complete } = useSessions();
  const { lostSince, unreachableSince } = useTruth();
  useEffect(() => {
    desk.sees = (kind) => complete && blindTo(kind, { lostSince, unreachableSince }) === null;
    if (complete) desk.states = new Map(sessions.map((each) => [each.id, each]));
    runner.look();
  }, [sessions, complete, lostSince, unreachableSince, desk, runner]);
  useEffect(() => {
    const timer = setInterval(runner.look, 1_000);
    const warn = (event: BeforeUnloadEvent) => {
      if (waitingOf(runner) > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      clearInterval(timer);
      window.removeEventListener('beforeunload', warn);
    };
  }, [runner]);
  return null;
}
