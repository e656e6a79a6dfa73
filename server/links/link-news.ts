/** What happens to sessions and people that a pairing link's life hangs on. */
import type { SessionRow } from '../../db/session-row.ts';

export interface LinkListener {
  /** The phone was linked: the link has done what it was for. */
  online(sessionId: string): void;
  removed(sessionId: string): void;
  /** A session changed hands, or somebody lost a right. */
  rightsMoved(): void;
}
export type LinkNews = (listener: LinkListener) => () => void;

type News =
  | { kind: 'state'; before: SessionRow | null; row: SessionRow }
  | { kind: 'removed'; id: string }
  | { kind: 'event' };

export function linkNews(sources: {
  onRow(listener: (news: News) => void): () => void;
  onRevoked(listener: () => void): () => void;
}): LinkNews {
  return (listener) => {
    const stops = [
      sources.onRevoked(() => listener.rightsMoved()),
      sources.onRow((news) => {
        if (news.kind === 'removed') return listener.removed(news.id);
        if (news.kind !== 'state' || !news.before) return;
        const { before, row } = news;
        if (!before.loggedIn && row.loggedIn) listener.online(row.id);
        else if (before.ownerId !== row.ownerId) listener.rightsMoved();
      }),
    ];
    return () => stops.forEach((stop) => stop());
  };
}
