/** Admins with the dashboard open: each follows the list and every session by id. */
import { connect, type Feed } from '../sdk/index.ts';

export interface Subscribers {
  /** Makes it that many; resolves when each holds a complete snapshot of everything. */
  be(count: number): Promise<void>;
}

export function createSubscribers(url: string, token: string, ids: string[]): Subscribers {
  const feeds: Feed[] = [];

  function join(): Promise<void> {
    const feed = connect(url, { token });
    feeds.push(feed);
    return new Promise((resolve) => {
      const complete = () => feed.loaded('all') && ids.every((id) => feed.loaded(id));
      feed.onLoaded(() => complete() && resolve());
      feed.subscribe('all');
      feed.subscribe(ids);
    });
  }

  return {
    async be(count) {
      for (const feed of feeds.splice(count)) feed.close();
      await Promise.all(Array.from({ length: count - feeds.length }, join));
    },
  };
}
