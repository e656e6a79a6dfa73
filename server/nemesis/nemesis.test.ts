/**
 * The whole gateway against a service that can die, under faults and admins by chance; the simulator's own truth is
 * the judge. As long as one likes by hand: NEMESIS_SECONDS=600 NEMESIS_SEED=7 npx vitest run server/nemesis
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { lineTo, type Line } from '../../db/testing-line.ts';
import type { SimulatorControl } from '../../simulator/control.ts';
import { eventually } from '../sessions/testing.ts';
import { runGateway } from '../testing.ts';
import { watchBySocket } from '../testing-pushes.ts';
import { letAdminsAct } from './admins.ts';
import { createChance } from './chance.ts';
import { inexcusable } from './deaths.ts';
import { faultsOf } from './faults.ts';
import { createJudge } from './judge.ts';
import { watchLag } from './lag.ts';

const seconds = Number(process.env.NEMESIS_SECONDS ?? 60);
const seed = Number(process.env.NEMESIS_SEED ?? 20_260_101);
const sessionsPath = '/api/admin/whatsapp/sessions';
/** And as much more as the machine is late by. */
const convergesWithinMs = 2_000;
const patienceMs = 30_000;
/** A read that was under way when the service came back, and the pause before the next one. */
const looksAgainWithinMs = 1_500;

/** Ten sessions: most are online, two are paired and down, two never had a phone. */
const seedSessions = (control: SimulatorControl) =>
  Array.from({ length: 10 }, (_, i) => {
    const token = `nemesis-${i}`;
    const paired = i < 8 ? { paired: `62800000${1_000 + i}`, online: i < 6 } : {};
    return control.addUser({ name: token, token, events: 'Message', ...paired }).id;
  });

test(
  'under faults and admins by chance nothing dies or goes backward, and soon after what is shown is so',
  async () => {
    const chance = createChance(seed);
    let line!: Line;
    const gateway = await runGateway({
      simulator: { deadly: true },
      sweepEveryMs: 500,
      databaseBy: async (connectionString) => (line = await lineTo(connectionString)).connectionString,
    });
    const lag = await watchLag(gateway.connectionString);
    onTestFinished(lag.stop);
    const { control } = gateway.simulator;
    const ids = seedSessions(control);
    await gateway.call('POST', `${sessionsPath}/sync`, {});
    let awaySince: number | null = null;
    let upstream = () => 'unknown';
    const hidden = () => upstream() === 'unreachable';
    let databaseAway = false;
    const judge = createJudge(control, ids, {
      awaySince: () => awaySince,
      databaseAway: () => databaseAway,
      hidden,
      lateMs: () => 10 * lag.worstMs(),
    });
    ({ upstream } = await watchBySocket(gateway, ids, judge.shown));
    await eventually(() => judge.disagrees().length === 0);

    const ended = new AbortController();
    // A chance of their own: the faults of a seed are the same however fast people are answered.
    const people = createChance(seed + 1);
    const admins = letAdminsAct({ call: gateway.call, sessionsPath }, ids, people, ended.signal);
    const world = { control, line, restartGateway: gateway.restart };
    const injected: Record<string, number> = {};
    const cutOffAt: number[] = [];
    const until = performance.now() + seconds * 1_000;
    let quietAt = 0;
    for (;;) {
      const fault = chance.pick(faultsOf(world, ids, chance));
      injected[fault.name] = (injected[fault.name] ?? 0) + 1;
      if (fault.blinds) awaySince = Date.now();
      databaseAway = fault.withoutDatabase ?? false;
      if (fault.cutsOff) cutOffAt.push(Date.now());
      await fault.begin();
      await pause(200 + chance.below(1_800));
      await fault.end?.();
      quietAt = performance.now();
      // A supervisor starts what died.
      if (!control.truth().alive) {
        awaySince ??= Date.now();
        await control.revive();
      }
      if (performance.now() > until) break;
      if (awaySince !== null) await pause(looksAgainWithinMs);
      awaySince = null;
      databaseAway = false;
      await pause(100 + chance.below(400));
    }
    ended.abort();
    await eventually(() => judge.disagrees().length === 0, patienceMs);
    const convergedMs = Math.round(performance.now() - quietAt);
    const lateMs = Math.round(10 * lag.worstMs());
    const statuses = await admins;
    // The last answers may have changed something still.
    await eventually(() => judge.disagrees().length === 0, patienceMs);
    awaySince = null;
    const { deaths } = control.truth();
    const byGateway = inexcusable(deaths, control.calls().writes, cutOffAt);
    const answers = Object.fromEntries(statuses);
    const wrongMs = Object.fromEntries(
      Object.entries(judge.verdicts.wrongMs).map(([kind, ms]) => [kind, Math.round(ms)]),
    );
    const report = {
      seed,
      seconds,
      injected,
      deaths,
      byGateway: byGateway.length,
      wrongMs,
      convergedMs,
      lateMs,
      answers,
    };
    process.stdout.write(`nemesis: ${JSON.stringify(report)}\n`);

    expect(byGateway).toEqual([]);
    expect(convergedMs).toBeLessThan(convergesWithinMs + lateMs);
    expect(judge.verdicts).toMatchObject({ versionsBackward: 0, falseDisconnected: 0 });
    expect(judge.verdicts.wrongMs).toMatchObject({
      codePastItsEnd: 0,
      codeDeadTooLong: 0,
      codeDeadThoughTold: 0,
    });
    expect(answers).not.toHaveProperty('500 internal');

    // Nothing that was committed is lost when the gateway starts again.
    const versions = ids.map(judge.version);
    await gateway.restart();
    const { body } = await gateway.call<{ data: { sessions: { id: string; version: number }[] } }>(
      'GET',
      `${sessionsPath}?limit=100`,
    );
    const after = new Map(body.data.sessions.map(({ id, version }) => [id, version]));
    for (const [i, id] of ids.entries()) expect(after.get(id)).toBeGreaterThanOrEqual(versions[i]!);
    judge.stop();
  },
  (seconds + 90) * 1_000,
);
