/** A run over many sessions lives above the pages: it goes on while others are looked at. */
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useNavigate } from 'react-router';
import { newKey } from '../../sdk/new-key.ts';
import type { SessionState } from '../../contract/session.ts';
import { useActions } from '../actions/actions.tsx';
import { useApi } from '../api/api.tsx';
import { useSessions } from '../live/live.tsx';
import { sendOver } from './bulk-calls.ts';
import type { BulkKind, Run } from './run.ts';
import { createRunner, type Runner } from './runner.ts';

/** Sessions that are paired one after the other, and which of them is on the screen. */
export interface PairQueue {
  ids: readonly string[];
  at: number;
}

interface Bulk {
  runner: Runner;
  open: boolean;
  setOpen: (open: boolean) => void;
  queue: PairQueue | null;
  /** Goes to one of the queue, and starts its pairing; past the last the queue is over. */
  pair: (ids: readonly string[], at: number) => void;
  start: (kind: BulkKind, sessions: readonly SessionState[], to?: Run['to']) => void;
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
  const navigate = useNavigate();
  const { ask } = useActions();
  const states = useRef<ReadonlyMap<string, SessionState>>(new Map());
  const [open, setOpen] = useState(false);
  const [queue, setQueue] = useState<PairQueue | null>(null);
  const [runner] = useState(() =>
    createRunner({
      send: sendOver(api),
      stateOf: (id) => states.current.get(id),
      now: Date.now,
      newKey,
    }),
  );
  const run = useSyncExternalStore(runner.follow, runner.current);
  const start = useCallback<Bulk['start']>(
    (kind, sessions, to) => {
      states.current = new Map(sessions.map((each) => [each.id, each]));
      runner.start(kind, sessions, to);
      setOpen(true);
    },
    [runner],
  );
  const pair = useCallback<Bulk['pair']>(
    (ids, at) => {
      const id = ids[at];
      setQueue(id === undefined ? null : { ids, at });
      if (id === undefined) return;
      const state = states.current.get(id);
      if (state?.phase !== 'online' && state?.phase !== 'pairing')
        void ask({ id, name: state?.name ?? id }, 'connect');
      void navigate(`/sessions/${encodeURIComponent(id)}`);
    },
    [ask, navigate],
  );
  const bulk = useMemo<Bulk>(
    () => ({ runner, open, setOpen, queue, pair, start }),
    [runner, open, queue, pair, start],
  );
  return (
    <BulkContext value={bulk}>
      {children}
      {run && <Watch runner={runner} states={states} />}
    </BulkContext>
  );
}

/** Shows the run what happens, while there is one. */
function Watch({
  runner,
  states,
}: {
  runner: Runner;
  states: { current: ReadonlyMap<string, SessionState> };
}) {
  const { sessions } = useSessions();
  useEffect(() => {
    states.current = new Map(sessions.map((each) => [each.id, each]));
    runner.look();
  }, [sessions, runner, states]);
  useEffect(() => {
    const timer = setInterval(runner.look, 1_000);
    const warn = (event: BeforeUnloadEvent) => {
      if (runner.current()?.items.some(({ standing }) => standing === 'waiting')) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      clearInterval(timer);
      window.removeEventListener('beforeunload', warn);
    };
  }, [runner]);
  return null;
}
