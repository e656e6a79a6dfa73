/** Answers to subscriptions: a list may come in pages, and what a complete list lacks is gone. */
import type { SessionState } from '../contract/session.ts';
import type { SubscribeAck } from '../contract/socket.ts';
import type { Change, States } from './states.ts';

export interface Snapshots {
  take(target: string[] | 'all', snapshot: SubscribeAck): void;
  page(sessions: SessionState[], more: boolean): void;
  /** A state came by itself: it is not missing from a list that is under way, and this person may see it. */
  saw(id: string): void;
  /** Deleted, or no longer this person's: whoever asked for it by id is told so until it is seen again. */
  gone(id: string): void;
  refuse(target: string[] | 'all'): void;
  /** Nobody wants these any more. */
  forget(target: string[] | 'all'): void;
  loaded(target: string): boolean;
  denied(id: string): boolean;
  /** Told whole, or refused, on this connection. */
  answered(target: string): boolean;
  /** A new connection, or a sleep: everything is asked for again, and pages of the last answers do not count. */
  restart(): void;
}

export function createSnapshots(deps: {
  states: States;
  byId(id: string): boolean;
  tell(change: Change | null): void;
  loaded(target: string[] | 'all'): void;
}): Snapshots {
  const { states, tell } = deps;
  const complete = new Set<string>();
  const refused = new Set<string>();
  let answered = new Set<string>();
  /** Answers whose pages are still coming, in the order in which the gateway sends them. */
  let open: { target: string[] | 'all'; seen: Set<string> }[] = [];
  /** States that came since the connection began, while no list was complete yet. */
  let early = new Set<string>();

  function takeAll(sessions: SessionState[], seen: Set<string>): void {
    for (const state of sessions) {
      seen.add(state.id);
      refused.delete(state.id);
      tell(states.take(state));
    }
  }

  function finish({ target, seen }: { target: string[] | 'all'; seen: Set<string> }): void {
    if (target === 'all') {
      for (const { id } of states.all()) {
        if (!seen.has(id) && !early.has(id) && !deps.byId(id)) tell(states.remove(id));
      }
      early = new Set();
    }
    for (const one of target === 'all' ? ['all'] : target) {
      complete.add(one);
      answered.add(one);
    }
    deps.loaded(target);
  }

  function deny(id: string): void {
    refused.add(id);
    answered.add(id);
    states.remove(id);
    tell({ kind: 'denied', id });
  }

  return {
    take(target, snapshot) {
      const answer = { target, seen: new Set<string>() };
      if (target !== 'all') for (const id of target) refused.delete(id);
      for (const id of snapshot.denied) deny(id);
      takeAll(snapshot.sessions, answer.seen);
      if (snapshot.more) open.push(answer);
      else finish(answer);
    },
    page(sessions, more) {
      const answer = open[0];
      takeAll(sessions, answer?.seen ?? new Set());
      if (more || !answer) return;
      open.shift();
      finish(answer);
    },
    saw(id) {
      early.add(id);
      refused.delete(id);
    },
    gone(id) {
      if (deps.byId(id)) refused.add(id);
      tell(states.remove(id));
    },
    refuse(target) {
      if (target === 'all') refused.add('all');
      else target.forEach(deny);
    },
    forget(target) {
      for (const one of target === 'all' ? ['all'] : target) {
        complete.delete(one);
        refused.delete(one);
        answered.delete(one);
      }
    },
    loaded: (target) => complete.has(target),
    denied: (id) => refused.has(id),
    answered: (target) => answered.has(target),
    restart() {
      open = [];
      early = new Set();
      answered = new Set();
    },
  };
}
