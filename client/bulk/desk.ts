/** Where runs are carried out. It outlives the pages: whoever was signed out by force finds the run again, stopped. */
import { newKey } from '../../sdk/new-key.ts';
import type { SessionState } from '../../contract/session.ts';
import type { Api } from '../api/port.ts';
import type { Auth } from '../auth/sign-in.ts';
import { sendOver } from './bulk-calls.ts';
import { progressOf, type BulkKind } from './run.ts';
import { createRunner, type Runner } from './runner.ts';

export interface Desk {
  runner: Runner;
  /** What the page knows now. */
  states: ReadonlyMap<string, SessionState>;
  sees: (kind: BulkKind) => boolean;
}

type Signed = Pick<Auth, 'state'>;
const nothing = () => false;
const kept = new WeakMap<Signed, { person: string; desk: Desk }>();

/** The desk of that person, with what lies on it. */
export function deskOf(auth: Signed, person: string, api: Pick<Api, 'call'>): Desk {
  const before = kept.get(auth);
  if (before?.person === person) return before.desk;
  const desk: Desk = {
    states: new Map(),
    sees: nothing,
    runner: createRunner({
      send: sendOver(api),
      stateOf: (id) => desk.states.get(id),
      sees: (kind) => desk.sees(kind),
      now: Date.now,
      newKey,
    }),
  };
  kept.set(auth, { person, desk });
  return desk;
}

/** The pages are gone. What waits is not sent without its person, who finds it after the next sign-in or gave it up. */
export function leaveDesk(auth: Signed, desk: Desk): void {
  desk.sees = nothing;
  const signIn = auth.state();
  if (signIn.status !== 'signed-out') return;
  const run = desk.runner.current();
  if (run && progressOf(run.items).finished) desk.runner.clear();
  desk.runner.stop();
  if (!signIn.forced) kept.delete(auth);
}
