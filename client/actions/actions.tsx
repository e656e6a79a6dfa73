import { createContext, use, useCallback, useSyncExternalStore, type ReactNode } from 'react';
import { useAnnouncer } from '../announce/announcer.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useCopy } from '../words/language.tsx';
import type { Ask, AskKind, Asks } from './asks.ts';
import { onScreen } from './on-screen.ts';

const AsksContext = createContext<Asks | null>(null);

export function AsksProvider({ asks, children }: { asks: Asks; children: ReactNode }) {
  return <AsksContext value={asks}>{children}</AsksContext>;
}

function useAsks(): Asks {
  const asks = use(AsksContext);
  if (!asks) throw new Error('No actions above this component');
  return asks;
}

/** What was asked of one session. */
export function useAsk(id: string): Ask | undefined {
  const asks = useAsks();
  return useSyncExternalStore(asks.follow, () => asks.of(id));
}

/** What failed where nobody could see it. */
export function useMissed() {
  const asks = useAsks();
  return useSyncExternalStore(asks.follow, asks.missed);
}

/** Asks something of a session; a failure is also said aloud. */
export function useActions() {
  const asks = useAsks();
  const speech = useCopy();
  const { alert } = useAnnouncer();
  return {
    forget: asks.forget,
    found: asks.found,
    ask: useCallback(
      async (session: { id: string; name: string }, kind: AskKind, phone?: string): Promise<boolean> => {
        const done = await asks.ask(session.id, kind, phone);
        const ask = asks.of(session.id);
        if (done || ask?.status !== 'failed' || ask.kind !== kind) return done;
        alert(`${session.name}: ${failureWords(ask.error, speech)}`);
        if (!onScreen(session.id)) asks.miss(session.id, session.name);
        return false;
      },
      [asks, speech, alert],
    ),
  };
}
