/** A service with a large fleet, as a process of its own: `dashboard-service.ts sessions changesPerSecond`. */
import { startSimulator } from '../simulator/simulator.ts';

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
const tokens = Array.from({ length: size }, (_, i) => `fleet-${i}`);
const events = 'Connected,Disconnected';
tokens.forEach((token, i) =>
  control.addUser({ name: `Toko ${i}`, token, paired: `6280${1_000_000 + i}`, online: true, events }),
);
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
