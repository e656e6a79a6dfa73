/** Puts a feed together: one connection, the subscriptions on it, the states they bring, and a clock. */
import type { PresenceEvent, TimelineEntry, UpstreamStatusEvent } from '../contract/socket.ts';
import { createBackoff } from './backoff.ts';
import type { Connection } from './connection-state.ts';
import { openConnection } from './connection.ts';
import { createCredentials } from './credentials.ts';
import { createDoubt, type Doubt } from './doubt.ts';
import type { Feed, FeedOptions } from './feed.ts';
import { createListeners } from './listeners.ts';
import { createServerClock } from './server-clock.ts';
import { createSnapshots } from './snapshots.ts';
import { createStates, type Change } from './states.ts';
import { createSubscriptions } from './subscriptions.ts';
import { waitFor } from './wait-for.ts';
import { watchStates } from './watch-states.ts';
import { watchWake } from './wake.ts';

/** A socket that slept with the machine is mostly dead, and does not know it: no long wait for its answer. */
const afterSleepMs = 4_000;

/** Opens a feed; it connects by itself and stays until `close`. @param url of the gateway; "" in a page of its own. */
export function connect(url: string, options: FeedOptions): Feed {
  const clock = createServerClock();
  const changes = createListeners<Change>();
  const events = createListeners<TimelineEntry>();
  const presences = createListeners<PresenceEvent>();
  const upstreams = createListeners<UpstreamStatusEvent>();
  const connections = createListeners<Connection>();
  const loads = createListeners<string[] | 'all'>();
  const doubts = createListeners<Doubt | null>();
  const present = new Map<string, PresenceEvent>();
  let upstream: UpstreamStatusEvent | null = null;

  const link = openConnection({
    url,
    credentials: createCredentials(options.token),
    backoff: createBackoff({ firstMs: options.firstBackoffMs, ceilingMs: options.maxBackoffMs }),
    onState(state) {
      if (state.is === 'live') {
        clock.restart();
        snapshots.restart();
        subscriptions.renew();
        doubt.settle();
      }
      if (state.is === 'reconnecting' || state.is === 'offline') doubt.away(state.since);
      connections.tell(state);
    },
  });
  const { socket } = link;

  const subscriptions = createSubscriptions({
    socket,
    onSnapshot(target, snapshot) {
      clock.learn(snapshot.serverTime, true);
      snapshots.take(target, snapshot);
    },
    onRefused(target, reason) {
      snapshots.refuse(target);
      if (target === 'all') doubt.failed(reason);
      doubt.settle();
    },
    onFailed: (reason) => doubt.failed(reason),
    onDropped(target) {
      const ids = target === 'all' ? states.all().map(({ id }) => id) : target;
      snapshots.forget(target);
      for (const id of ids) {
        if (subscriptions.fidelity(id) !== 'whole') present.delete(id);
        tell(states.trim(id));
      }
      doubt.settle();
    },
    onSilence: () => link.renew(),
  });
  const states = createStates((id) => subscriptions.fidelity(id));
  const snapshots = createSnapshots({
    states,
    byId: (id) => subscriptions.fidelity(id) === 'whole',
    tell,
    loaded(target) {
      loads.tell(target);
      doubt.settle();
    },
  });
  const doubt = createDoubt({
    answered: () => link.state().is === 'live' && subscriptions.wanted().every(snapshots.answered),
    tell: (now) => doubts.tell(now),
  });

  function tell(change: Change | null): void {
    if (change) changes.tell(change);
  }

  socket.on('session:state', ({ changed, serverTime, ...state }) => {
    wake.check();
    clock.learn(serverTime);
    snapshots.saw(state.id);
    tell(states.take(state, changed));
  });
  socket.on('session:states', (page) => {
    wake.check();
    clock.learn(page.serverTime);
    snapshots.page(page.sessions, page.more);
  });
  socket.on('session:removed', ({ id }) => snapshots.gone(id));
  socket.on('session:event', (entry) => events.tell(entry));
  socket.on('session:presence', (presence) => {
    if (subscriptions.fidelity(presence.id) !== 'whole') return;
    present.set(presence.id, presence);
    presences.tell(presence);
  });
  socket.on('upstream:status', (status) => {
    upstream = status;
    upstreams.tell(status);
  });
  const wake = watchWake({
    slept(since) {
      clock.distrust();
      doubt.away(since);
      if (!socket.connected) return link.hurry();
      snapshots.restart();
      subscriptions.renew(afterSleepMs);
      doubt.settle();
    },
    back: () => link.hurry(),
    networkGone: () => link.networkGone(),
  });

  const feed: Feed = {
    subscribe(sessions, listener) {
      const target = typeof sessions === 'string' && sessions !== 'all' ? [sessions] : sessions;
      const ids = new Set(target === 'all' ? [] : target);
      const covers = (id: string) => target === 'all' || ids.has(id);
      const off = listener ? changes.add((change) => covers(change.id) && listener(change)) : () => undefined;
      const known = listener ? states.all().filter(({ id }) => covers(id)) : [];
      const letGo = subscriptions.want(target);
      let held = true;
      queueMicrotask(() => {
        for (const { id } of known) {
          const state = states.get(id);
          if (held && state)
            listener?.({ kind: 'state', id, state, before: null, changed: Object.keys(state) });
        }
      });
      return () => {
        held = false;
        off();
        letGo();
      };
    },
    get: (id) => states.get(id),
    states: () => states.all(),
    loaded: (session) => snapshots.loaded(session),
    denied: (id) => snapshots.denied(id),
    presence: (id) => present.get(id),
    get upstream() {
      return upstream;
    },
    get connection() {
      return link.state();
    },
    get doubt() {
      return doubt.get();
    },
    now: () => clock.now(),
    onChange: (listener) => changes.add(listener),
    onEvent: (listener) => events.add(listener),
    onPresence: (listener) => presences.add(listener),
    onUpstream: (listener) => upstreams.add(listener),
    onConnection: (listener) => connections.add(listener),
    onLoaded: (listener) => loads.add(listener),
    onDoubt: (listener) => doubts.add(listener),
    waitFor: (id, predicate, waiting) => waitFor(feed, id, predicate, waiting),
    changes: (sessions, { signal } = {}) => watchStates(feed, sessions, signal),
    retry() {
      if (!socket.connected) return link.retry();
      snapshots.restart();
      subscriptions.renew();
    },
    close() {
      wake.stop();
      link.close();
      for (const listeners of [changes, events, presences, upstreams, loads, doubts]) listeners.clear();
    },
  };
  return feed;
}
