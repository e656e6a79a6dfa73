/**
 * `node --import tsx bench/storm.ts [sessions] [falls a second]`: sessions fall and come back in great number, as when
 * WhatsApp or the service hiccups. How late a client learns of a fall where the service pushes, and where it does not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../sdk/index.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { createDelays, percentile, type Delays } from './delays.ts';
import { addFleet, valueOf } from './fleet.ts';
import { startGateway, type RunningGateway } from './gateway.ts';
import { sum } from './requests.ts';
import { printTable } from './table.ts';

const [size = 2_000, fallsPerSecond = 100] = process.argv.slice(2).map(Number);
const stormMs = 20_000;
const backAfterMs = 4_000;
/** Two sweeps, before and after: at first what the start set in motion ends, at last the slowest news arrives. */
const calmMs = 11_000;
const client = 'client';
const key = 'the key of the bench for webhooks';

printTable(
  `${size} sessions, ${fallsPerSecond} falls a second for ${stormMs / 1_000} s: from a fall to the client, in ms`,
  ['', 'told', 'p50', 'p95', 'worst', 'requests/s', 'CPU of one core'],
  [await measure('with webhooks', true), await measure('without', false)],
);
process.exit();

async function measure(name: string, pushes: boolean): Promise<string[]> {
  const service = await startSimulator();
  const tokens = addFleet(service, size);
  const gateway = await startGateway(service, { WHATSAPP_WEBHOOK_HMAC_KEY: key });
  try {
    await gateway.rest.sync();
    if (pushes) service.control.globalWebhook(`${gateway.url}/api/upstream/webhook`, key);
    const delays = createDelays();
    const close = await follow(gateway, delays);
    await sleep(calmMs);
    service.control.resetCalls();
    const cpuBefore = await cpuSeconds(gateway);
    const began = performance.now();
    await storm(service, tokens, delays);
    await sleep(calmMs);
    const seconds = (performance.now() - began) / 1_000;
    const asked = sum(service.control.calls().counts);
    const found = delays.of(client, 'fall');
    close();
    return [
      name,
      `${found.length}/${delays.count('fall')}`,
      ...[0.5, 0.95, 1].map((share) => percentile(found, share).toFixed(0)),
      (asked / seconds).toFixed(0),
      `${((100 * ((await cpuSeconds(gateway)) - cpuBefore)) / seconds).toFixed(0)} %`,
    ];
  } finally {
    await gateway.stop();
    await service.stop();
  }
}

/** Notes each session's first fall that a client hears of. Resolves when it knows all sessions. */
async function follow({ url, token }: RunningGateway, delays: Delays): Promise<() => void> {
  const feed = connect(url, { token });
  const loaded = new Promise<void>((done) => feed.onLoaded(() => feed.loaded('all') && done()));
  feed.subscribe('all', (change) => {
    if (change.kind === 'state' && !change.state.connected) delays.saw(client, change.id);
  });
  await loaded;
  return () => feed.close();
}

async function storm({ control }: Simulator, tokens: Map<string, string>, delays: Delays): Promise<void> {
  const began = performance.now();
  const down: { token: string; since: number }[] = [];
  const next = tokens.entries();
  for (let fallen = 0; performance.now() - began < stormMs; await sleep(50)) {
    const now = performance.now();
    for (; fallen < ((now - began) / 1_000) * fallsPerSecond; fallen++) {
      const { value } = next.next();
      if (!value) break;
      const [token, id] = value;
      control.goOffline(token, { forMs: 60_000 });
      delays.happened('fall', id);
      down.push({ token, since: now });
    }
    while (down[0] && now - down[0].since > backAfterMs) control.comeBack(down.shift()!.token);
  }
}

async function cpuSeconds({ url }: RunningGateway): Promise<number> {
  return valueOf(await (await fetch(`${url}/metrics`)).text(), 'process_cpu_seconds_total');
}
