/**
 * `node --import tsx bench/dashboard.ts [sessions…]`: how the list of the dashboard feels in a real Chromium, with
 * changes arriving meanwhile. It needs a built client (`npm run build`), starts everything else, and asserts nothing.
 * The browser goes before gateway and service where they want the same core: in life it has a machine of its own.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, setPriority } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from '../scripts/chromium.mjs';
import type { FleetService, Weather } from './dashboard-service.ts';
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
  const service = await startService(size);
  const gateway = await startGateway(service, { WHATSAPP_WEBHOOK_HMAC_KEY: key }, behindTheBrowser);
  const executablePath = process.env['HELIOGRAPH_CHROMIUM'] ?? String(await ensureChromium());
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await gateway.rest.sync();
    service.begin(gateway.url);
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
    await browser.close();
    await gateway.stop();
    service.stop();
  }
}

/** Sessions fall and come back, in turn, so that about so many of them change each second. */
async function startService(size: number) {
  const program = path.join(import.meta.dirname, 'dashboard-service.ts');
  const child = fork(program, [String(size), String(changesPerSecond)], { execArgv: ['--import', 'tsx'] });
  if (child.pid !== undefined) setPriority(child.pid, behindTheBrowser);
  const [service] = (await once(child, 'message')) as [FleetService];
  return {
    ...service,
    begin: (gatewayUrl: string) =>
      child.send({ webhook: `${gatewayUrl}/api/upstream/webhook`, key } satisfies Weather),
    stop: () => child.disconnect(),
  };
}
