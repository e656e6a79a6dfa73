/** The live feed for components: each hook reads what the feed knows, and renders at most once a frame. */
import {
  createContext,
  startTransition,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { createCalm, whenUsed } from './calm.ts';
import { createFrame, type Frame } from './frame.ts';
import type { Change, FeedPort } from './port.ts';

interface Live {
  feed: FeedPort;
  frame: Frame;
}
const LiveContext = createContext<Live | null>(null);

function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error('No live feed above this component');
  return live;
}

/** Keeps the list in view for as long as it is mounted: the navigation counts with it. */
export function LiveProvider({ feed, children }: { feed: FeedPort; children: ReactNode }) {
  const live = useMemo(() => ({ feed, frame: createFrame() }), [feed]);
  useEffect(() => {
    const { touch } = live.frame;
    const stops = [
      feed.onChange(touch),
      feed.onPresence(touch),
      feed.onUpstream(touch),
      feed.onConnection(touch),
      feed.onLoaded(touch),
      feed.onDoubt(touch),
      feed.subscribe('all'),
    ];
    touch();
    return () => stops.forEach((stop) => stop());
  }, [feed, live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

const useRead = <T,>(read: (feed: FeedPort) => T): T => {
  const { feed, frame } = useLive();
  return useSyncExternalStore(frame.follow, () => read(feed));
};

/** Every session this person may see; the same array until something changed. */
export function useSessions(): All {
  const sessions = useRead((feed) => feed.states());
  const complete = useRead((feed) => feed.loaded('all'));
  return { sessions, complete };
}

/** The same, for whoever asks once and follows nothing; stable between renders. */
export const useAllNow = (): (() => readonly SessionState[]) => useLive().feed.states;

/**
 * A list is put in order and counted this often at most, one of thousands more seldom; each row shows its state at
 * once. One that is still being read is shown from its beginning, and seldom until it is whole.
 */
const calmMs = ({ sessions, complete }: All) => (complete ? (sessions.length > 2_000 ? 1_000 : 250) : 600);

/**
 * `useSessions`, told at once after a quiet moment and then a few times a second at most. It waits while a person types
 * or scrolls, two seconds at most, and what it renders gives way to whatever they do meanwhile.
 */
export function useCalmSessions(): All {
  const { feed, frame } = useLive();
  const [shown, setShown] = useState(() => readAll(feed));
  useEffect(() => {
    let told = readAll(feed);
    // What changed between the first drawing and this moment; mostly nothing, and then nothing is drawn again.
    setShown((drawn) => (same(drawn, told) ? drawn : told));
    const tell = () => {
      const now = readAll(feed);
      if (same(now, told)) return false;
      told = now;
      startTransition(() => setShown(now));
      return true;
    };
    // Asked each frame: the array of thousands is made only when it is told.
    const waitMs = () => (feed.loaded('all') && !told.complete ? 0 : calmMs(told));
    const calm = createCalm(tell, waitMs, whenUsed());
    const stop = frame.follow(calm.touch);
    return () => {
      calm.stop();
      stop();
    };
  }, [feed, frame]);
  return shown;
}

interface All {
  sessions: readonly SessionState[];
  complete: boolean;
}
const readAll = (feed: FeedPort): All => ({ sessions: feed.states(), complete: feed.loaded('all') });
const same = (a: All, b: All) => a.sessions === b.sessions && a.complete === b.complete;

/** One session, in view with its codes while mounted. `unknown`: there is none, or it is not ours. */
export function useSession(id: string): { state: SessionState | undefined; unknown: boolean } {
  const { feed } = useLive();
  useEffect(() => feed.subscribe(id), [feed, id]);
  const state = useRead((each) => each.get(id));
  const unknown = useRead((each) => each.denied(id));
  return { state, unknown };
}

/** What the list knows of one session, without its codes: nobody counts as looking at it. */
export const useAnyState = (id: string) => useRead((feed) => feed.get(id));

/** What is known of one session, for whoever asks once; stable between renders. */
export const useStateNow = (): ((id: string) => SessionState | undefined) => useLive().feed.get;

/** Whether there is such a session; stable between renders. */
export function useExists(): (id: string) => boolean {
  const { feed } = useLive();
  return useCallback((id: string) => feed.get(id) !== undefined, [feed]);
}

export const usePresence = (id: string) => useRead((feed) => feed.presence(id));
export const useUpstream = () => useRead((feed) => feed.upstream);
export const useConnection = () => useRead((feed) => feed.connection);
export const useDoubt = () => useRead((feed) => feed.doubt);
/** Connects at once, or reads anew, without waiting for the next attempt. */
export const useRetry = (): (() => void) => useLive().feed.retry;
/** The server's clock: ms, or null while it cannot be trusted. Stable between renders. */
export const useServerClock = (): (() => number | null) => useLive().feed.now;

/** Calls `listener` for each timeline entry that arrives. */
export function useTimelineEvents(listener: (entry: TimelineEntry) => void): void {
  const { feed } = useLive();
  useEffect(() => feed.onEvent(listener), [feed, listener]);
}

/** Calls `listener` for each change of a session, at once. */
export function useChanges(listener: (change: Change) => void): void {
  const { feed } = useLive();
  useEffect(() => feed.onChange(listener), [feed, listener]);
}
