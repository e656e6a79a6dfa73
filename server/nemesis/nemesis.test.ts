/**
 * The whole gateway against a service that can die, under faults and admins by chance; the simulator's own truth is
 * the judge. A minute here; NEMESIS_SECONDS=600 NEMESIS_SEED=7 npx vitest run server/nemesis for as long as one likes.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runGateway, type TestGateway } from '../testing.ts';
import { watchBySocket } from '../testing-pushes.ts';
import { createChance, type Chance } from './chance.ts';
import { faultsOf } from './faults.ts';
import { createJudge } from './judge.ts';

const seconds = Number(process.env.NEMESIS_SECONDS ?? 60);
const seed = Number(process.env.NEMESIS_SEED ?? 20_260_101);
const sessionsPath = '/api/admin/whatsapp/sessions';
/** The service cannot be read truly under these. */
const blinding = new Set(['down', 'hang', 'error500', 'garbage', 'slow']);
const convergesWithinMs = 15_000;

async function manyAdmins(gateway: TestGateway, ids: string[], chance: Chance, ended: AbortSignal) {
  const statuses = new Map<number, number>();
  const calls = ['connect', 'connect', 'disconnect', 'status', 'qr', 'logout'] as const;
  while (!ended.aborted) {
    const what = chance.pick(calls);
    const method = what === 'status' || what === 'qr' ? 'GET' : 'POST';
    const call = gateway.call(method, `${sessionsPath}/${chance.pick(ids)}/${what}`);
    void call
      .then(({ status }) => statuses.set(status, (statuses.get(status) ?? 0) + 1))
      .catch(() => undefined);
    await pause(100 + chance.below(500));
  }
  return statuses;
}

test(
  'under faults and admins by chance nothing dies, nothing goes backward, and what is shown is so again at the end',
  async () => {
    const chance = createChance(seed);
    const gateway = await runGateway({ simulator: { deadly: true }, sweepEveryMs: 500 });
    const { control } = gateway.simulator;
    const ids = Array.from({ length: 8 }, (_, i) => {
      const token = `nemesis-${i}`;
      const paired = i < 6 ? { paired: `62800000${1000 + i}`, online: true } : {};
      return control.addUser({ name: token, token, events: 'Message', ...paired }).id;
    });
    await gateway.call('POST', `${sessionsPath}/sync`, {});
    let awaySince: number | null = null;
    const judge = createJudge(control, ids, () => awaySince);
    const client = await watchBySocket(gateway, ids);
    client.socket.on('session:state', judge.shown);
    for (const id of ids) judge.shown(client.last(id)!);

    const ended = new AbortController();
    const admins = manyAdmins(gateway, ids, chance, ended.signal);
    const injected = new Map<string, number>();
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until) {
      const fault = chance.pick(faultsOf(control, ids, chance));
      injected.set(fault.name, (injected.get(fault.name) ?? 0) + 1);
      if (blinding.has(fault.name)) awaySince = Date.now();
      await fault.begin();
      await pause(300 + chance.below(2_500));
      await fault.end?.();
      // The judge trusts the looks again when one could have been made.
      await pause(blinding.has(fault.name) ? 1_200 : 200);
      awaySince = null;
    }
    ended.abort();
    const statuses = await admins;
    const quietAt = performance.now();
    while (judge.agrees().length > 0 && performance.now() - quietAt < convergesWithinMs) await pause(20);
    const convergedMs = Math.round(performance.now() - quietAt);
    judge.stop();

    const { deaths } = control.truth();
    const report = {
      seed,
      injected: Object.fromEntries(injected),
      deaths: deaths.length,
      ...judge.verdicts,
      convergedMs,
      answers: Object.fromEntries(statuses),
    };
    process.stdout.write(`nemesis: ${JSON.stringify(report)}\n`);
    expect(deaths).toEqual([]);
    expect(judge.agrees()).toEqual([]);
    expect(judge.verdicts.versionsBackward).toBe(0);
    expect(judge.verdicts.wrongMs['qr-dead']).toBe(0);
    expect(judge.verdicts.falseDisconnected).toBe(0);
    const documented = [200, 409, 500, 502, 503, 504];
    expect([...statuses.keys()].filter((status) => !documented.includes(status))).toEqual([]);
  },
  (seconds + 90) * 1_000,
);
