/**
 * `node --import tsx bench/dashboard.ts [sessions…]`: how the list of the dashboard feels in a real Chromium, with
 * changes arriving meanwhile. It needs a built client (`npm run build`), starts everything else, and asserts nothing.
 * The browser goes before the gateway where both want a core: in life it has a machine of its own.
 */
import { availableParallelism } from 'node:os';
import { chromium } from '@playwright/test';
import { ensureChromium } from '../scripts/chromium.mjs';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { measureList, median, type ListRun } from './dashboard-run.ts';
import { startGateway } from './gateway.ts';
import { printTable } from './table.ts';

const changesPerSecond = 200;
const runs = 5;
const behindTheBrowser = 10;
const key = 'the key of the bench for webhooks';

const sizes = process.argv.slice(2).map(Number).filter(Boolean);
console.log(
  `Node ${process.version}, ${availableParallelism()} cores; ${changesPerSecond} changes a second meanwhile`,
);
const rows: string[][] = [];
for (const size of sizes.length > 0 ? sizes : [2_000, 10_000]) rows.push(...(await measure(size)));
printTable(
  `The list in Chromium, in ms: median of ${runs} runs (worst run)`,
  ['', 'list usable', 'longest frame, typing', 'longest frame, scrolling', 'changes/s arrived'],
  rows,
);
process.exit();

async function measure(size: number): Promise<string[][]> {
  const service = await startSimulator();
  const tokens = Array.from({ length: size }, (_, i) => `fleet-${i}`);
  tokens.forEach((token, i) =>
    service.control.addUser({
      name: `Toko ${i}`,
      token,
      paired: `6280${1_000_000 + i}`,
      online: true,
      events: 'Connected,Disconnected',
    }),
  );
  const gateway = await startGateway(service, { WHATSAPP_WEBHOOK_HMAC_KEY: key }, behindTheBrowser);
  const executablePath = process.env['HELIOGRAPH_CHROMIUM'] ?? String(await ensureChromium());
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  let weather: ReturnType<typeof makeWeather> | null = null;
  try {
    await gateway.rest.sync();
    service.control.globalWebhook(`${gateway.url}/api/upstream/webhook`, key);
    weather = makeWeather(service, tokens);
    const found: ListRun[] = [];
    for (let run = 0; run < runs; run++) found.push(await measureList(browser, gateway.url, size));
    const shown = (pick: (run: ListRun) => number) => {
      const values = found.map(pick);
      return `${median(values).toFixed(0)} (${Math.max(...values).toFixed(0)})`;
    };
    return [
      [
        `${size.toLocaleString('en')} sessions`,
        shown((run) => run.usableMs),
        shown((run) => run.typingMs),
        shown((run) => run.scrollingMs),
        shown((run) => run.changesPerSecond),
      ],
    ];
  } finally {
    weather?.stop();
    await browser.close();
    await gateway.stop();
    await service.stop();
  }
}

/** Sessions fall and come back, in turn, so that about so many of them change each second. */
function makeWeather({ control }: Simulator, tokens: readonly string[]) {
  const everyMs = 50;
  const each = Math.round((changesPerSecond * everyMs) / 1_000 / 2);
  const fallen: string[] = [];
  let next = 0;
  const timer = setInterval(() => {
    for (const token of fallen.splice(0, fallen.length > each * 80 ? each : 0)) control.comeBack(token);
    for (let i = 0; i < each; i++) {
      const token = tokens[next++ % tokens.length] ?? '';
      control.goOffline(token, { forMs: 60_000 });
      fallen.push(token);
    }
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}
