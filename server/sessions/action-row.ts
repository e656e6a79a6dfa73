/** One action at a session at a time, on whatever node: a row is held, renewed, and left as the receipt. */
import { claimAction, finishAction, keepAction } from '../../db/actions.ts';
import type { Db } from '../../db/database.ts';

export interface HeldRow {
  /** Whether the row is still ours; asked again just before each call to the service. */
  stillHeld(): Promise<boolean>;
  finish(answer: { status: number; body: unknown }): Promise<void>;
}

export interface ActionRows {
  /** Waits for the row up to `patienceMs`; null when somebody else holds it all that time. */
  claim(input: {
    sessionId: string;
    kind: string;
    actor: string;
    patienceMs: number;
  }): Promise<HeldRow | null>;
}

const renewMs = 4_000;
const askAgainMs = 150;

export function createActionRows(db: Db, who: { node: string; bootId: string }): ActionRows {
  return {
    async claim({ sessionId, kind, actor, patienceMs }) {
      const giveUpAt = Date.now() + patienceMs;
      for (;;) {
        const id = await claimAction(db, { sessionId, kind, actor, ...who });
        if (id !== null) return hold(db, id);
        if (Date.now() >= giveUpAt) return null;
        await new Promise((done) => setTimeout(done, askAgainMs));
      }
    },
  };
}

function hold(db: Db, id: string): HeldRow {
  // A missed renewal is not an error: whoever takes the row over after 15 s makes stillHeld() false.
  const renewal = setInterval(() => void keepAction(db, id).catch(() => undefined), renewMs);
  renewal.unref();
  return {
    stillHeld: () => keepAction(db, id),
    async finish(answer) {
      clearInterval(renewal);
      await finishAction(db, id, answer);
    },
  };
}
