/** A client on the sdk. */
import { connect } from '../../sdk/index.ts';
import type { Listener } from './listener.ts';
import type { StormClient } from './raw-client.ts';

export function openSdkClient(url: string, listener: Listener, token: () => Promise<string>): StormClient {
  const ids = new Set<string>();
  let list = false;
  const open = () => {
    const feed = connect(url, { token, firstBackoffMs: 50, maxBackoffMs: 300 });
    feed.onChange((change) => {
      listener.heard(change);
      if (change.kind === 'state') listener.state(change.state, ids.has(change.id));
      else listener.removed(change.id);
      if (change.kind === 'denied') listener.denied.add(change.id);
    });
    feed.onEvent(listener.heard);
    feed.onConnection(({ is }) => {
      // Its rights changed and its token ended: a person would sign in again.
      if (is === 'live') listener.denied.clear();
      if (is === 'signed-out') setTimeout(() => feed.retry(), 100);
    });
    if (list) feed.subscribe('all');
    if (ids.size > 0) feed.subscribe([...ids]);
    return feed;
  };
  let feed = open();
  return {
    listener,
    drop() {
      feed.close();
      listener.shown.clear();
      listener.denied.clear();
      feed = open();
    },
    follow(sessions) {
      if (sessions === 'all') list = true;
      else sessions.forEach((id) => ids.add(id));
      feed.subscribe(sessions);
    },
    follows: (id) => list || ids.has(id),
    connected: () => feed.connection.is === 'live',
    close: () => feed.close(),
  };
}
