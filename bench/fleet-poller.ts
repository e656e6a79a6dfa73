/** Asks each session's status every 4 s, by axios as the pages' server does; prints its share of a core. */
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import http from 'node:http';

const [url = '', count = '0'] = process.argv.slice(2);
const sessions = Number(count);
const everyMs = 4_000;
const measuredMs = 20_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
const ask = (i: number) =>
  axios.get(`${url}/session/status`, { headers: { token: `fleet-${i}` }, httpAgent: agent, proxy: false });

async function poll(i: number): Promise<void> {
  await pause((everyMs * i) / sessions);
  for (;;) {
    await ask(i).catch(() => undefined);
    await pause(everyMs);
  }
}
for (let i = 0; i < sessions; i++) void poll(i);
await pause(everyMs * 2);
const before = process.cpuUsage();
const began = performance.now();
await pause(measuredMs);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1_000 / (performance.now() - began));
process.exit();
