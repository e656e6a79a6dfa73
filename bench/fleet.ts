/** What a large fleet at rest costs the gateway: its CPU, and the longest that its event loop stood still. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { startGateway } from './gateway.ts';
import type { Stands } from './stands.ts';

export interface FleetCost {
  /** Share of one core, 0 to 1. */
  cpu: number;
  /** The longest that the event loop stood still. Null: not measured. */
  stands: Stands | null;
}

const settleMs = 12_000;
const measuredMs = 20_000;

/** So many sessions, all online. @returns the id of each token's session */
export function addFleet({ control }: Pick<Simulator, 'control'>, sessions: number): Map<string, string> {
  const fleet = Array.from({ length: sessions }, (_, i) => {
    const token = `fleet-${i}`;
    const paired = `6280${1_000_000 + i}`;
    const events = 'Connected,Disconnected';
    return [token, control.addUser({ name: `Toko ${i}`, token, paired, online: true, events }).id] as const;
  });
  return new Map(fleet);
}

async function fleetOf(sessions: number): Promise<Simulator> {
  const service = await startSimulator();
  addFleet(service, sessions);
  await pause(3_000);
  return service;
}

/** @returns the cost of watching so many sessions, all online and at rest */
export async function measureFleet(sessions: number): Promise<FleetCost> {
  const service = await fleetOf(sessions);
  const gateway = await startGateway(service);
  try {
    await gateway.rest.sync();
    await pause(settleMs);
    const read = async () => (await fetch(`${gateway.url}/metrics`)).text();
    const before = valueOf(await read(), 'process_cpu_seconds_total');
    const began = performance.now();
    await pause(measuredMs);
    const after = await read();
    const cpu =
      (valueOf(after, 'process_cpu_seconds_total') - before) / ((performance.now() - began) / 1_000);
    return { cpu, stands: await gateway.stands(measuredMs) };
  } finally {
    await gateway.stop();
    await service.stop();
  }
}

/** The same fleet, each session's status asked every 4 s as today's pages do, once for all of them. */
export async function measureFleetPolled(sessions: number): Promise<FleetCost> {
  const service = await fleetOf(sessions);
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'fleet-poller.ts'), service.url, String(sessions)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  await once(child, 'exit');
  await service.stop();
  return { cpu: Number(said.trim()), stands: null };
}

/** Of a metric without labels. */
export function valueOf(metrics: string, name: string): number {
  const line = metrics.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.split(' ')[1] ?? NaN);
}
