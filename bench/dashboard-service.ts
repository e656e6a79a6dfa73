/** A service with a large fleet, as a process of its own: `dashboard-service.ts sessions changesPerSecond`. */
import { startSimulator } from '../simulator/simulator.ts';
import { addFleet } from './fleet.ts';

export interface FleetService {
  url: string;
  adminToken: string;
}

/** What it is told over IPC: push to this URL, and let sessions fall and come back from now on. */
export interface Weather {
  webhook: string;
  key: string;
}

const [size = 0, changesPerSecond = 0] = process.argv.slice(2).map(Number);
const everyMs = 50;
const each = Math.round((changesPerSecond * everyMs) / 1_000 / 2);
/** So many rounds one that fell stays down: four seconds. */
const roundsDown = 80;

const { control, url, adminToken } = await startSimulator();
const tokens = [...addFleet({ control }, size).keys()];
process.on('message', ({ webhook, key }: Weather) => {
  control.globalWebhook(webhook, key);
  const fallen: string[] = [];
  let next = 0;
  setInterval(() => {
    for (const token of fallen.splice(0, fallen.length > each * roundsDown ? each : 0))
      control.comeBack(token);
    for (let i = 0; i < each; i++) {
      const token = tokens[next++ % tokens.length] ?? '';
      control.goOffline(token, { forMs: 60_000 });
      fallen.push(token);
    }
  }, everyMs);
});
process.once('disconnect', () => process.exit());
process.send?.({ url, adminToken } satisfies FleetService);
