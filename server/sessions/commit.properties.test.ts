/** Looks, pushes, wishes and rivals in any order on a real Postgres: what is committed, and by which look. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSession, testStore, cipher } from '../../db/session-testing.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { createSessionStore } from '../../db/sessions.ts';
import { createClock } from '../clock.ts';
import { createCommitter } from './commit.ts';
import { image } from './fold-testing.ts';
import { createKnown } from './known.ts';
import type { Look, Observation } from './observation.ts';

/** FOLD_RUNS=2000 for a night. */
const runs = Number(process.env.FOLD_RUNS ?? 60);

type Truth = { connected: boolean; loggedIn: boolean; code: string };
type Move =
  /** The service is asked; its answer is folded after `overtakenBy` more moves were made. */
  | { kind: 'look'; truth: Truth; overtakenBy: number }
  | { kind: 'push'; code: string }
  | { kind: 'wish'; desired: 'online' | 'offline' }
  | { kind: 'connect' }
  /** Another node commits something that this one has not heard of. */
  | { kind: 'rival'; desired: 'online' | 'offline' };

const truth = fc.record({
  connected: fc.boolean(),
  loggedIn: fc.boolean(),
  code: fc.constantFrom('', 'A', 'B', 'C'),
});
const desired = fc.constantFrom('online' as const, 'offline' as const);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('look' as const), truth, overtakenBy: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('push' as const), code: fc.constantFrom('A', 'B', 'C') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wish' as const), desired }) },
  { weight: 1, arbitrary: fc.constant<Move>({ kind: 'connect' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rival' as const), desired }) },
);

const seen = ({ connected, loggedIn, code }: Truth, askedAt: number, previousAt: number | null): Look => ({
  kind: 'look',
  by: 'status',
  askedAt,
  previousAt,
  connected,
  loggedIn,
  jid: loggedIn ? '628:1@s.whatsapp.net' : '',
  qrImage: code && image(code),
  events: 'Message',
});

const wish = (to: 'online' | 'offline', by: string): Observation => ({
  kind: 'wish',
  desired: to,
  by,
  why: 'by_admin',
});

test('versions grow by one, an overtaken look is never committed, and the last look decides', async () => {
  const { db, store } = await testStore();
  let time = Date.now();
  let sessions = 0;
  const clock = { ...createClock(), now: () => time };

  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 25 }), async (moves) => {
      const id = `session ${sessions++}`;
      const first = (await store.insert(newSession(id)))!;
      const node = () => {
        const known = createKnown(time);
        known.apply(first);
        const committed: SessionRow[] = [];
        const tail = {
          offer(rows: SessionRow[]) {
            for (const row of rows) if (row.id === id && known.apply(row)) committed.push(row);
          },
          removed: () => undefined,
        };
        const own = createSessionStore(db, cipher, 'service');
        return { known, committed, committer: createCommitter({ store: own, known, tail, clock }) };
      };
      const [mine, rival] = [node(), node()];
      const waiting: { look: Look; derivedFrom: { generation: number; version: number }; left: number }[] =
        [];
      const last: { truths: Pick<Look, 'connected' | 'loggedIn'> | null } = { truths: null };

      async function answer(late: (typeof waiting)[number]): Promise<void> {
        const before = mine.known.get(id)!;
        // As the looker does: a newer question was answered meanwhile.
        if ((mine.known.seen(id)?.at ?? 0) > late.look.askedAt) return;
        const outcome = await mine.committer.observe(id, late.look, { derivedFrom: late.derivedFrom });
        if (before.version !== late.derivedFrom.version) expect(outcome.kind).toBe('superseded');
        if (outcome.kind === 'superseded') return;
        mine.known.saw(id, late.look.askedAt, 'status');
        const { connected, loggedIn } = late.look;
        last.truths = { connected, loggedIn };
      }

      for (const one of moves) {
        time += 250;
        for (const late of waiting.splice(0)) {
          if (--late.left > 0) waiting.push(late);
          else await answer(late);
        }
        const row = mine.known.get(id)!;
        const derivedFrom = { generation: row.generation, version: row.version };
        switch (one.kind) {
          case 'look':
            waiting.push({
              look: seen(one.truth, time, mine.known.seen(id)?.at ?? null),
              derivedFrom,
              left: one.overtakenBy,
            });
            break;
          case 'push':
            await mine.committer.observe(id, {
              kind: 'pushed-code',
              image: image(one.code),
              arrivedAt: time,
              previousAt: mine.known.seen(id)?.at ?? null,
            });
            break;
          case 'wish':
            await mine.committer.observe(id, wish(one.desired, 'Rani'));
            break;
          case 'connect':
            await mine.committer.observe(id, { kind: 'connect-sent', sentAt: time, quietly: false });
            break;
          case 'rival':
            await rival.committer.observe(id, wish(one.desired, 'Oscar'));
            break;
        }
        const { connected, loggedIn, qr } = mine.known.get(id)!;
        if (last.truths) expect({ connected, loggedIn }).toEqual(last.truths);
        if (loggedIn) expect(qr).toBeNull();
      }

      // What both nodes committed is one row of versions without a gap; each was committed once.
      const versions = [...mine.committed, ...rival.committed].map(({ version }) => version);
      const distinct = [...new Set(versions)].sort((a, b) => a - b);
      expect(distinct).toEqual(distinct.map((_, i) => first.version + 1 + i));
      const [stored] = await store.byIds([id]);
      expect(stored!.version).toBe(distinct.at(-1) ?? first.version);
    }),
    { numRuns: runs },
  );
}, 60_000);
