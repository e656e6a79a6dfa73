/** What was asked of a session from this page, and what failed. What happened is not here: the state says that. */
import type { Api } from '../api/port.ts';

export type AskKind = 'connect' | 'disconnect' | 'logout' | 'pairPhone';
export type Ask =
  | { status: 'asked'; kind: AskKind; at: number }
  | { status: 'failed'; kind: AskKind; error: unknown; at: number };

export interface Asks {
  of(id: string): Ask | undefined;
  /** Asks; true if the answer was yes. A second ask while one runs is not sent. */
  ask(id: string, kind: AskKind, phone?: string): Promise<boolean>;
  /** Takes a failure off the screen. */
  forget(id: string): void;
  follow(listener: () => void): () => void;
}

export function createAsks(api: Pick<Api, 'connect' | 'disconnect' | 'logout' | 'pairPhone'>): Asks {
  const asks = new Map<string, Ask>();
  const listeners = new Set<() => void>();
  const set = (id: string, ask: Ask | null) => {
    if (ask) asks.set(id, ask);
    else asks.delete(id);
    for (const listener of listeners) listener();
  };
  const send = (id: string, kind: AskKind, phone: string) => {
    switch (kind) {
      case 'connect':
        return api.connect(id);
      case 'disconnect':
        return api.disconnect(id);
      case 'logout':
        return api.logout(id);
      case 'pairPhone':
        return api.pairPhone(id, phone);
    }
  };
  return {
    of: (id) => asks.get(id),
    async ask(id, kind, phone = '') {
      if (asks.get(id)?.status === 'asked') return false;
      set(id, { status: 'asked', kind, at: Date.now() });
      try {
        await send(id, kind, phone);
        set(id, null);
        return true;
      } catch (error) {
        set(id, { status: 'failed', kind, error, at: Date.now() });
        return false;
      }
    },
    forget: (id) => set(id, null),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
